/*---
materialized: view
engine: spark
---*/
select order_id, status, _file, _record
from bronze.orders
