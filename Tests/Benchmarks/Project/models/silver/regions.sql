/*---
description: Places.
---*/
select cast(try_int(region_id) as int) as region_id, city, country, zone
from bronze.regions
