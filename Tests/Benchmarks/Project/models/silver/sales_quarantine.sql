/*---
description: Sales whose newest state is bad, with the reason.
---*/
select
  sale_id, order_id, customer_id, product_id, region_id, payment_id, order_date, quantity, unit_price, discount,
  status, channel, updated_at, reason
from silver.sales
where order_month = 'quarantine'
