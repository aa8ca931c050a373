/*---
description: One row a good sale. A sale that turns bad leaves. Money to four places is exact, and fits 64 bits.
materialized: incremental
strategy: replace_partitions
new_rows_from: [silver.sales]
matched_by: sale_id
partition_by: [order_month]
balance: none
---*/
with priced as (
  select
    s.sale_id, s.order_id, d.date_key, c.customer_key, p.product_key, r.region_key, m.payment_key, s.quantity,
    s.unit_price, s.discount,
    cast(cast(s.quantity as decimal(8, 0)) * s.unit_price as decimal(12, 2)) as gross,
    cast(cast(s.quantity as decimal(8, 0)) * p.unit_cost as decimal(12, 2)) as cost, s.status, s.channel, s.order_month
  from silver.sales s
  join gold.dim_date d on d.date = s.order_date
  join gold.dim_customer c on c.customer_id = s.customer_id
  join gold.dim_product p on p.product_id = s.product_id
  join gold.dim_region r on r.region_id = s.region_id
  join gold.dim_payment m on m.payment_id = s.payment_id
  where s.order_month <> 'quarantine')
select
  sale_id, order_id, date_key, customer_key, product_key, region_key, payment_key, quantity, unit_price, discount,
  gross, cast(gross * cast(1 - discount as decimal(3, 2)) as decimal(16, 4)) as net, cost, status, channel, order_month
from priced
