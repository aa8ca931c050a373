/*---
materialized: incremental
strategy: replace_partitions
new_rows_from: bronze.orders
---*/
select order_id, status, _file, _record
from bronze.orders
