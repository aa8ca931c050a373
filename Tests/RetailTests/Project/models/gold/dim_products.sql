/*---
description: One row a stock code. A code has had up to eight descriptions; the newest that says anything stands here.
materialized: table
---*/
with ranked as (
  select stock_code, description,
    row_number() over (
      partition by stock_code order by case when description is null then 1 else 0 end, invoiced_at desc, description)
      as choice
  from silver.invoice_lines)
select
  hash_key(stock_code) as product_key, stock_code, coalesce(description, 'Unknown') as description,
  regexp_extract(stock_code, '^([0-9]{5})', 1) is not null as is_product
from ranked
where choice = 1
