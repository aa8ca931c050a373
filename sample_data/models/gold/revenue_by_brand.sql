/*---
description: Revenue of a brand in a month, with its share, rank, and growth from one whole month to the next.
materialized: table
---*/
with bounds as (
  select min(order_date) as first_day, max(order_date) as last_day
  from gold.fact_sales),
sold as (
  select
    f.order_month, cast(f.order_month || '-01' as date) as month_start, p.brand,
    cast(sum(f.quantity) as bigint) as units, cast(sum(f.net_amount) as decimal(18, 2)) as net_revenue
  from gold.fact_sales f
  join gold.dim_products p on p.product_key = f.product_key
  where f.is_revenue
  group by f.order_month, cast(f.order_month || '-01' as date), p.brand),
totals as (
  select order_month, month_start, cast(sum(net_revenue) as decimal(18, 2)) as month_revenue
  from sold
  group by order_month, month_start),
months as (
  select
    t.order_month, t.month_start, t.month_revenue,
    t.month_start >= b.first_day
      and cast(date_trunc('month', cast(date_add_days(t.month_start, 31) as timestamp)) as date)
        <= date_add_days(b.last_day, 1) as is_whole
  from totals t
  join bounds b on t.month_start <= b.last_day),
ranked as (
  select
    order_month, month_start, brand, units, net_revenue,
    rank() over (partition by order_month order by net_revenue desc) as revenue_rank
  from sold)
select
  r.order_month, r.brand, r.units, r.net_revenue,
  cast(safe_divide(r.net_revenue, m.month_revenue) as decimal(9, 6)) as share, r.revenue_rank,
  case when m.is_whole and w.is_whole
       then cast(safe_divide(r.net_revenue - b.net_revenue, b.net_revenue) as decimal(18, 4)) end as growth
from ranked r
join months m on m.order_month = r.order_month
left join months w
  on w.month_start = cast(date_trunc('month', cast(date_add_days(r.month_start, -1) as timestamp)) as date)
left join sold b on b.brand = r.brand and b.month_start = w.month_start
