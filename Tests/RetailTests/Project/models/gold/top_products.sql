/*---
description: Every stock code that was sold, ranked by revenue and by units. Postage and fees are codes, too.
materialized: table
---*/
with totals as (
  select
    product_key, count(distinct invoice_no) as orders, cast(sum(quantity) as bigint) as units,
    cast(sum(amount) as decimal(18, 3)) as revenue
  from gold.fact_lines
  where is_sale
  group by product_key)
select
  p.stock_code, p.description, p.is_product, t.orders, t.units, t.revenue,
  row_number() over (order by t.revenue desc, p.stock_code) as rank_by_revenue,
  row_number() over (order by t.units desc, p.stock_code) as rank_by_units
from totals t
join gold.dim_products p on p.product_key = t.product_key
