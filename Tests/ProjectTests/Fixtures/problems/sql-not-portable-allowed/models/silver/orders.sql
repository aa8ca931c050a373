/*---
engine: duckdb
---*/
select order_id::int as id, median(x) as m from bronze.orders group by all
