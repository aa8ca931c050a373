/*---
description: The hundred products with the most revenue.
engine: duckdb
---*/
select p.product_id, p.product_name, cast(sum(m.units) as bigint) as units, sum(m.revenue) as revenue
from gold.product_months m
join gold.dim_product p on p.product_key = m.product_key
group by p.product_id, p.product_name
order by revenue desc
limit 100
