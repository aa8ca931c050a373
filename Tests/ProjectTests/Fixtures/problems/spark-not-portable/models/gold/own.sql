/*---
engine: duckdb
---*/
select order_id, half // 2 as quarter
from silver.orders
