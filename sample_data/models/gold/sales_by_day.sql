/*---
description: What happened on a day, from the fact; a changed line rebuilds its month only. Base of sales_daily.
materialized: incremental
strategy: replace_partitions
new_rows_from: [gold.fact_sales]
matched_by: order_month
partition_by: [order_month]
balance: none
---*/
with baskets as (
  select
    order_month, order_date, order_id, customer_key, status, is_revenue,
    count(*) as lines, cast(sum(quantity) as bigint) as units,
    cast(sum(gross_amount) as decimal(18, 2)) as gross, cast(sum(discount_amount) as decimal(18, 2)) as discount,
    cast(sum(net_amount) as decimal(18, 2)) as net, cast(sum(cost_amount) as decimal(18, 2)) as cost,
    cast(sum(margin_amount) as decimal(18, 2)) as margin
  from gold.fact_sales
  where order_date is not null
  group by order_month, order_date, order_id, customer_key, status, is_revenue)
select
  order_month, order_date, count(*) as orders_placed,
  count(case when is_revenue then 1 end) as orders,
  count(distinct case when is_revenue then customer_key end) as customers,
  cast(coalesce(sum(case when is_revenue then lines end), 0) as bigint) as lines,
  cast(coalesce(sum(case when is_revenue then units end), 0) as bigint) as units,
  cast(coalesce(sum(case when is_revenue then gross end), 0) as decimal(18, 2)) as gross_revenue,
  cast(coalesce(sum(case when is_revenue then discount end), 0) as decimal(18, 2)) as discount,
  cast(coalesce(sum(case when is_revenue then net end), 0) as decimal(18, 2)) as net_revenue,
  cast(coalesce(sum(case when is_revenue then cost end), 0) as decimal(18, 2)) as cost,
  cast(coalesce(sum(case when is_revenue then margin end), 0) as decimal(18, 2)) as margin,
  min(case when is_revenue then net end) as min_order,
  max(case when is_revenue then net end) as max_order,
  count(case when status = 'returned' then 1 end) as returned_orders,
  cast(coalesce(sum(case when status = 'returned' then net end), 0) as decimal(18, 2)) as returned_amount,
  count(case when status = 'cancelled' then 1 end) as cancelled_orders
from baskets
group by order_month, order_date
