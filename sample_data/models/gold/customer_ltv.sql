/*---
description: What a customer was worth so far, and, after thirty days, per year if it goes on like that.
materialized: table
---*/
with bounds as (
  select max(order_date) as as_of
  from gold.fact_sales
  where is_revenue),
history as (
  select
    customer_key, min(case when is_revenue then order_date end) as first_order,
    max(case when is_revenue then order_date end) as last_order,
    count(distinct case when is_revenue then order_id end) as orders,
    count(distinct case when is_revenue then order_date end) as active_days,
    cast(coalesce(sum(case when is_revenue then net_amount end), 0) as decimal(18, 2)) as net_revenue,
    cast(coalesce(sum(case when is_revenue then margin_amount end), 0) as decimal(18, 2)) as historic_clv,
    count(distinct case when status = 'returned' then order_id end) as returned_orders
  from gold.fact_sales
  where customer_key <> -1 and order_date is not null
  group by customer_key),
measured as (
  select
    h.customer_key, b.as_of, h.first_order, h.last_order, h.orders, h.active_days, h.net_revenue, h.historic_clv,
    h.returned_orders, date_diff_days(h.first_order, b.as_of) + 1 as tenure_days
  from history h
  join bounds b on h.orders >= 0)
select
  c.customer_id, m.customer_key, m.as_of, m.first_order, m.last_order, m.orders, m.active_days, m.net_revenue,
  cast(safe_divide(m.net_revenue, m.orders) as decimal(18, 2)) as average_order,
  cast(m.tenure_days as int) as tenure_days,
  cast(safe_divide(m.orders * 30, m.tenure_days) as decimal(18, 4)) as orders_per_30_days,
  m.historic_clv,
  case when m.tenure_days >= 30
       then cast(safe_divide(m.historic_clv * 365, m.tenure_days) as decimal(18, 2)) end as projected_yearly_clv,
  m.returned_orders
from measured m
join gold.dim_customers c on c.customer_key = m.customer_key
