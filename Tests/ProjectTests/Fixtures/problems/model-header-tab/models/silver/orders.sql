/*---
materialized: incremental
	strategy: append
---*/
select order_id, status, _file, _record
from bronze.orders
