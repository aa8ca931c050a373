/*---
description: The hundred products with the most revenue.
---*/
select
  p.product_id, p.product_name, cast(sum(m.units) as bigint) as units,
  cast(sum(m.revenue) as decimal(18, 4)) as revenue
from gold.product_months m
join gold.dim_product p on p.product_key = m.product_key
group by p.product_id, p.product_name
order by revenue desc, p.product_id
limit 100
