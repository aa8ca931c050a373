/*---
description: One row an order line. Looks nothing up in the dimensions; follows its order and payment when they change.
materialized: incremental
strategy: merge
new_rows_from: [silver.sales, silver.orders, silver.payments]
matched_by: order_id
unique_key: [order_id, line_no]
partition_by: [order_month]
event_time: order_ts
---*/
with ranked as (
  select
    order_id, payment_type, provider, status,
    row_number() over (
      partition by order_id
      order by case when status = 'captured' then 0 else 1 end, amount desc nulls last, payment_id) as choice
  from silver.payments
  where order_id is not null),
paid as (
  select order_id, payment_type, provider, status as payment_status
  from ranked
  where choice = 1)
select
  hash_key(s.order_id, s.line_no) as sale_key, s.order_id, s.line_no,
  coalesce(cast(replace(cast(o.order_date as varchar), '-', '') as int), -1) as date_key,
  hash_key(o.customer_id) as customer_key,
  hash_key(s.product_id) as product_key,
  hash_key(p.payment_type, p.provider) as payment_key,
  hash_key(o.region_id) as region_key,
  coalesce(o.platform, 'Unknown') as platform,
  coalesce(o.status, 'unknown') as status,
  coalesce(p.payment_status, 'none') as payment_status,
  coalesce(o.status = 'completed' and p.payment_status = 'captured', false) as is_revenue,
  s.quantity, s.unit_price, s.discount_pct, s.gross_amount, s.discount_amount, s.net_amount,
  s.line_cost as cost_amount, s.margin as margin_amount,
  o.order_ts, o.order_date, coalesce(o.order_month, 'unknown') as order_month
from silver.sales s
left join silver.orders o on o.order_id = s.order_id
left join paid p on p.order_id = s.order_id
