/*---
materialized: incremental
strategy: merge
new_rows_from: [bronze.orders]
---*/
select order_id, status, _file, _record
from bronze.orders
