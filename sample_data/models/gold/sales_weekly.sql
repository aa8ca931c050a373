/*---
description: Sales an ISO week; customers counted anew, not added up from the days.
materialized: table
---*/
with baskets as (
  select
    d.week_start as week_start, f.order_date, f.order_id, f.customer_key,
    count(*) as lines, cast(sum(f.quantity) as bigint) as units,
    cast(sum(f.gross_amount) as decimal(18, 2)) as gross, cast(sum(f.discount_amount) as decimal(18, 2)) as discount,
    cast(sum(f.net_amount) as decimal(18, 2)) as net, cast(sum(f.margin_amount) as decimal(18, 2)) as margin
  from gold.fact_sales f
  join gold.dim_date d on d.date_key = f.date_key
  where f.is_revenue
  group by d.week_start, f.order_date, f.order_id, f.customer_key),
periods as (
  select
    week_start, count(distinct order_date) as days, count(*) as orders, count(distinct customer_key) as customers,
    cast(sum(lines) as bigint) as lines, cast(sum(units) as bigint) as units,
    cast(sum(gross) as decimal(18, 2)) as gross_revenue, cast(sum(discount) as decimal(18, 2)) as discount,
    cast(sum(net) as decimal(18, 2)) as net_revenue, cast(sum(margin) as decimal(18, 2)) as margin,
    min(net) as min_order, max(net) as max_order
  from baskets
  group by week_start)
select
  c.week_start, c.days, c.orders, c.customers, c.lines, c.units, c.gross_revenue, c.discount, c.net_revenue, c.margin,
  cast(safe_divide(c.net_revenue, c.orders) as decimal(18, 2)) as average_order, c.min_order, c.max_order,
  cast(safe_divide(c.net_revenue - p.net_revenue, p.net_revenue) as decimal(18, 4)) as growth
from periods c
left join periods p on p.week_start = date_add_days(c.week_start, -7)
