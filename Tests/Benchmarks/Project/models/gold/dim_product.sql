/*---
description: Products.
---*/
select product_id as product_key, product_id, sku, product_name, category, brand, unit_cost, list_price
from silver.products
