/*---
description: Customers, and one for unknown. The id is the key, so that a new customer renumbers nobody.
---*/
select customer_id as customer_key, customer_id, first_name, last_name, email, gender, signup_date, region_id, segment
from silver.customers
union all
select cast(0 as bigint), cast(0 as bigint), 'Unknown', null, null, null, null, null, null
