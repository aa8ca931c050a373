/*---
description: One row a customer, and one for the lines nobody signed for. The country is that of the newest line.
materialized: table
---*/
with ranked as (
  select customer_id, country,
    row_number() over (partition by customer_id order by invoiced_at desc, country) as choice
  from silver.invoice_lines
  where customer_id is not null)
select hash_key(customer_id) as customer_key, customer_id, country
from ranked
where choice = 1
union all
select cast(-1 as bigint), cast(null as int), 'Unspecified'
