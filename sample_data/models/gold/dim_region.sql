/*---
description: One row a place, and one for every place only an order knows.
materialized: table
---*/
with inferred as (
  select o.region_id
  from silver.orders o
  left join silver.regions r on r.region_id = o.region_id
  where o.region_id is not null and r.region_id is null
  group by o.region_id)
select hash_key(region_id) as region_key, region_id, city, state, country, continent, market, false as is_inferred
from silver.regions
union all
select hash_key(region_id), region_id, 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', true
from inferred
union all
select cast(-1 as bigint), cast(null as varchar), 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', true
