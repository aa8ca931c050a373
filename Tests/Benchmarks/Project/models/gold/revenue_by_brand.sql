/*---
description: Revenue and margin of each brand.
engine: duckdb
---*/
select p.brand, sum(m.revenue) as revenue, sum(m.revenue) - sum(m.cost) as margin
from gold.product_months m
join gold.dim_product p on p.product_key = m.product_key
group by p.brand
