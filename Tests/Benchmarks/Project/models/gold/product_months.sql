/*---
description: What each product sold in each month, the base of the rankings, so that they need not read the fact.
materialized: incremental
strategy: replace_partitions
new_rows_from: [gold.fact_sales]
matched_by: order_month
partition_by: [order_month]
balance: none
---*/
select
  order_month, product_key, cast(sum(quantity) as bigint) as units, cast(sum(net) as decimal(18, 4)) as revenue,
  cast(sum(cost) as decimal(18, 2)) as cost
from gold.fact_sales
group by order_month, product_key
