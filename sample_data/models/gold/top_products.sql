/*---
description: Products of a month, ranked by units and by revenue. Equal figures share a rank.
materialized: table
---*/
with sold as (
  select
    order_month, product_key, count(distinct order_id) as orders, cast(sum(quantity) as bigint) as units,
    cast(sum(net_amount) as decimal(18, 2)) as net_revenue
  from gold.fact_sales
  where is_revenue
  group by order_month, product_key),
ranked as (
  select
    order_month, product_key, orders, units, net_revenue,
    rank() over (partition by order_month order by units desc) as rank_by_units,
    rank() over (partition by order_month order by net_revenue desc) as rank_by_revenue
  from sold)
select
  r.order_month, r.product_key, p.product_id, p.product_name, p.brand, p.category,
  r.orders, r.units, r.net_revenue, r.rank_by_units, r.rank_by_revenue
from ranked r
join gold.dim_products p on p.product_key = r.product_key
