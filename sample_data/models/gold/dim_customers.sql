/*---
description: One row a customer (type 1), and one for every customer only an order knows.
materialized: table
---*/
with known as (
  select
    hash_key(c.customer_id) as customer_key, c.customer_id, c.full_name, c.email_masked, c.city,
    coalesce(r.country, 'Unknown') as country, c.signup_date, c.row_hash as hash, false as is_inferred
  from silver.customers c
  left join silver.regions r on r.region_id = c.region_id),
inferred as (
  select o.customer_id
  from silver.orders o
  left join silver.customers c on c.customer_id = o.customer_id
  where o.customer_id is not null and c.customer_id is null
  group by o.customer_id),
members as (
  select customer_key, customer_id, full_name, email_masked, city, country, signup_date, hash, is_inferred
  from known
  union all
  select hash_key(customer_id), customer_id, 'Unknown', cast(null as varchar), 'Unknown', 'Unknown',
    cast(null as date), hash_text(customer_id), true
  from inferred
  union all
  select cast(-1 as bigint), cast(null as varchar), 'Unknown', cast(null as varchar), 'Unknown', 'Unknown',
    cast(null as date), hash_text('-1'), true)
select
  customer_key, customer_id, full_name, email_masked, city, country, signup_date, hash, is_inferred,
  cast('1900-01-01' as date) as valid_from, cast('9999-12-31' as date) as valid_to, true as is_current
from members
