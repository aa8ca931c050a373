/*---
materialized: incremental
strategy: merge
new_rows_from: [bronze.orders]
unique_key: [ordr_id]
newest_by: [_file, _recrd]
partition_by: [month]
event_time: order_ts
---*/
select order_id, status, _file, _record
from bronze.orders
