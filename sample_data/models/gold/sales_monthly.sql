/*---
description: Sales a month; customers counted anew, not added up from the days. Only whole months grow.
materialized: table
---*/
with bounds as (
  select min(order_date) as first_day, max(order_date) as last_day
  from gold.fact_sales),
baskets as (
  select
    cast(substring(cast(d.date as varchar), 1, 7) || '-01' as date) as month_start, f.order_date, f.order_id, f.customer_key,
    count(*) as lines, cast(sum(f.quantity) as bigint) as units,
    cast(sum(f.gross_amount) as decimal(18, 2)) as gross, cast(sum(f.discount_amount) as decimal(18, 2)) as discount,
    cast(sum(f.net_amount) as decimal(18, 2)) as net, cast(sum(f.margin_amount) as decimal(18, 2)) as margin
  from gold.fact_sales f
  join gold.dim_date d on d.date_key = f.date_key
  where f.is_revenue
  group by cast(substring(cast(d.date as varchar), 1, 7) || '-01' as date), f.order_date, f.order_id, f.customer_key),
periods as (
  select
    month_start, count(distinct order_date) as days, count(*) as orders, count(distinct customer_key) as customers,
    cast(sum(lines) as bigint) as lines, cast(sum(units) as bigint) as units,
    cast(sum(gross) as decimal(18, 2)) as gross_revenue, cast(sum(discount) as decimal(18, 2)) as discount,
    cast(sum(net) as decimal(18, 2)) as net_revenue, cast(sum(margin) as decimal(18, 2)) as margin,
    min(net) as min_order, max(net) as max_order
  from baskets
  group by month_start),
judged as (
  select
    p.month_start, p.days, p.orders, p.customers, p.lines, p.units, p.gross_revenue, p.discount, p.net_revenue,
    p.margin, p.min_order, p.max_order,
    p.month_start >= b.first_day
      and cast(date_trunc('month', cast(date_add_days(p.month_start, 31) as timestamp)) as date)
        <= date_add_days(b.last_day, 1) as is_whole
  from periods p
  join bounds b on p.month_start <= b.last_day)
select
  c.month_start, c.days, c.is_whole, c.orders, c.customers, c.lines, c.units, c.gross_revenue, c.discount, c.net_revenue, c.margin,
  cast(safe_divide(c.net_revenue, c.orders) as decimal(18, 2)) as average_order, c.min_order, c.max_order,
  case when c.is_whole and p.is_whole
       then cast(safe_divide(c.net_revenue - p.net_revenue, p.net_revenue) as decimal(18, 4)) end as growth
from judged c
left join judged p
  on p.month_start = cast(date_trunc('month', cast(date_add_days(c.month_start, -1) as timestamp)) as date)
