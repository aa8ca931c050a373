/*---
unique_key: [order_id, Order Id, order_id]
---*/
select order_id, status, _file, _record
from bronze.orders
