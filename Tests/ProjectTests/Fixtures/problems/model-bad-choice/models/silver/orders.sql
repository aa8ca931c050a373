/*---
materialized: view
engine: trino
---*/
select order_id, status, _file, _record
from bronze.orders
