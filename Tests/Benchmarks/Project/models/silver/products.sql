/*---
description: The newest state of each product. Money is DOUBLE, as in the other engines' jobs.
materialized: incremental
strategy: merge
new_rows_from: [bronze.products]
unique_key: [product_id]
newest_by: [updated_at]
engine: duckdb
---*/
select
  try_int(product_id) as product_id, sku, product_name, category, brand,
  coalesce(try_cast(unit_cost as double), 0) as unit_cost, try_cast(list_price as double) as list_price,
  parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at
from bronze.products
