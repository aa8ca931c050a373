/*---
materialized: incremental
strategy: merge
new_rows_from: [bronze.orders]
unique_key: [order_id]
newest_by: [_file, _record]
freshness: null
---*/
select order_id, status, _file, _record
from bronze.orders
