/*---
materialized: incremental
strategy: append
new_rows_from: [bronze.ordrs, orders, lake.orders]
---*/
select order_id, status, _file, _record
from bronze.orders
