/*---
strategy: merge
new_rows_from: [bronze.orders]
unique_key: order_id
---*/
select order_id, status, _file, _record
from bronze.orders
