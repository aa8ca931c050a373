/*---
description: Sales a day, every calendar day from the first order to the last; growth and the mean of seven days.
materialized: table
---*/
with span as (
  select min(order_date) as first_day, max(order_date) as last_day
  from gold.sales_by_day),
days as (
  select d.date, d.date_key, d.day_of_week, d.is_weekend, substring(cast(d.date as varchar), 1, 7) as order_month
  from gold.dim_date d
  join span s on d.date >= s.first_day and d.date <= s.last_day),
filled as (
  select
    d.date as order_date, d.date_key, d.day_of_week, d.is_weekend, d.order_month,
    coalesce(s.orders_placed, 0) as orders_placed, coalesce(s.orders, 0) as orders,
    coalesce(s.customers, 0) as customers, coalesce(s.lines, 0) as lines, coalesce(s.units, 0) as units,
    cast(coalesce(s.gross_revenue, 0) as decimal(18, 2)) as gross_revenue,
    cast(coalesce(s.discount, 0) as decimal(18, 2)) as discount,
    cast(coalesce(s.net_revenue, 0) as decimal(18, 2)) as net_revenue,
    cast(coalesce(s.margin, 0) as decimal(18, 2)) as margin,
    s.min_order, s.max_order,
    coalesce(s.returned_orders, 0) as returned_orders,
    cast(coalesce(s.returned_amount, 0) as decimal(18, 2)) as returned_amount,
    coalesce(s.cancelled_orders, 0) as cancelled_orders
  from days d
  left join gold.sales_by_day s on s.order_date = d.date),
compared as (
  select
    order_date, date_key, day_of_week, is_weekend, order_month, orders_placed, orders, customers, lines, units,
    gross_revenue, discount, net_revenue, margin, min_order, max_order, returned_orders, returned_amount,
    cancelled_orders,
    lag(net_revenue) over (order by order_date) as previous_net,
    cast(sum(net_revenue) over (order by order_date rows between 6 preceding and current row) as decimal(18, 2))
      as net_7_days,
    count(*) over (order by order_date rows between 6 preceding and current row) as days_in_mean
  from filled)
select
  order_date, date_key, day_of_week, is_weekend, order_month, orders_placed, orders, customers, lines, units,
  gross_revenue, discount, net_revenue, margin,
  cast(safe_divide(net_revenue, orders) as decimal(18, 2)) as average_order, min_order, max_order,
  returned_orders, returned_amount, cancelled_orders,
  cast(safe_divide(net_revenue - previous_net, previous_net) as decimal(18, 4)) as growth,
  cast(safe_divide(net_7_days, days_in_mean) as decimal(18, 2)) as net_7_day_mean
from compared
