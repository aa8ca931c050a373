/*---
materialized: incremental
strategy: append
new_rows_from: bronze.orders
matched_by: order_id
---*/
select order_id, status, _file, _record
from bronze.orders
