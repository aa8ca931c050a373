/*---
description: One row a product (type 1), and one for every product only an order line knows.
materialized: table
---*/
with inferred as (
  select s.product_id
  from silver.sales s
  left join silver.products p on p.product_id = s.product_id
  where s.product_id is not null and p.product_id is null
  group by s.product_id),
members as (
  select
    hash_key(product_id) as product_key, product_id, product_name, brand, category, subcategory,
    list_price, unit_cost, row_hash as hash, false as is_inferred
  from silver.products
  union all
  select hash_key(product_id), product_id, 'Unknown', 'Unknown', 'Unknown', 'Unknown',
    cast(null as decimal(12, 2)), cast(null as decimal(12, 2)), hash_text(product_id), true
  from inferred
  union all
  select cast(-1 as bigint), cast(null as varchar), 'Unknown', 'Unknown', 'Unknown', 'Unknown',
    cast(null as decimal(12, 2)), cast(null as decimal(12, 2)), hash_text('-1'), true)
select
  product_key, product_id, product_name, brand, category, subcategory, list_price, unit_cost, hash, is_inferred,
  cast('1900-01-01' as date) as valid_from, cast('9999-12-31' as date) as valid_to, true as is_current
from members
