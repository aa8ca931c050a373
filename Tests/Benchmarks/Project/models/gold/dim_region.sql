/*---
description: Places.
---*/
select region_id as region_key, region_id, city, country, zone
from silver.regions
