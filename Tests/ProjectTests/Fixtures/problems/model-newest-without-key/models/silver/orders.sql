/*---
newest_by: [_file, _record]
---*/
select order_id, status, _file, _record
from bronze.orders
