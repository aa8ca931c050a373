/*---
description: Revenue and margin of each brand.
---*/
select
  p.brand, cast(sum(m.revenue) as decimal(18, 4)) as revenue,
  cast(sum(m.revenue) - sum(m.cost) as decimal(18, 4)) as margin
from gold.product_months m
join gold.dim_product p on p.product_key = m.product_key
group by p.brand
