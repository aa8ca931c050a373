/*---
description: Sales of each day. A changed sale rebuilds its month.
materialized: incremental
strategy: replace_partitions
new_rows_from: [gold.fact_sales]
matched_by: order_month
partition_by: [order_month]
balance: none
---*/
select
  order_month, date_key, count(distinct order_id) as orders, count(*) as lines,
  cast(sum(quantity) as bigint) as units, cast(sum(net) as decimal(18, 4)) as revenue
from gold.fact_sales
group by order_month, date_key
