/*---
description: Revenue of a brand in a month, with its share, rank, and growth over the month before.
materialized: table
---*/
with sold as (
  select
    f.order_month, cast(f.order_month || '-01' as date) as month_start, p.brand,
    cast(sum(f.quantity) as bigint) as units, cast(sum(f.net_amount) as decimal(18, 2)) as net_revenue
  from gold.fact_sales f
  join gold.dim_products p on p.product_key = f.product_key
  where f.is_revenue
  group by f.order_month, cast(f.order_month || '-01' as date), p.brand),
months as (
  select order_month, cast(sum(net_revenue) as decimal(18, 2)) as month_revenue
  from sold
  group by order_month),
ranked as (
  select
    order_month, month_start, brand, units, net_revenue,
    rank() over (partition by order_month order by net_revenue desc) as revenue_rank
  from sold)
select
  r.order_month, r.brand, r.units, r.net_revenue,
  cast(safe_divide(r.net_revenue, m.month_revenue) as decimal(9, 6)) as share, r.revenue_rank,
  cast(safe_divide(r.net_revenue - b.net_revenue, b.net_revenue) as decimal(18, 4)) as growth
from ranked r
join months m on m.order_month = r.order_month
left join sold b
  on b.brand = r.brand
  and b.month_start = cast(date_trunc('month', cast(date_add_days(r.month_start, -1) as timestamp)) as date)
