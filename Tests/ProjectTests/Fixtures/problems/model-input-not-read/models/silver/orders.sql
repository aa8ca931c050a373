/*---
materialized: incremental
strategy: append
new_rows_from: [bronze.order_lines]
---*/
select order_id, status, _file, _record
from bronze.orders
