/*---
description: The newest state of each product.
materialized: incremental
strategy: merge
new_rows_from: [bronze.products]
unique_key: [product_id]
newest_by: [updated_at]
---*/
select
  try_int(product_id) as product_id, sku, product_name, category, brand,
  cast(coalesce(try_decimal(unit_cost, 9, 2), 0) as decimal(9, 2)) as unit_cost,
  try_decimal(list_price, 9, 2) as list_price, parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at
from bronze.products
