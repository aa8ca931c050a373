/*---
description: One row a good sale. A sale that turns bad leaves.
materialized: incremental
strategy: replace_partitions
new_rows_from: [silver.sales]
matched_by: sale_id
partition_by: [order_month]
balance: none
engine: duckdb
---*/
select
  s.sale_id, s.order_id, d.date_key, c.customer_key, p.product_key, r.region_key, m.payment_key, s.quantity,
  s.unit_price, s.discount, s.quantity * s.unit_price as gross, s.quantity * s.unit_price * (1 - s.discount) as net,
  s.quantity * p.unit_cost as cost, s.status, s.channel, s.order_month
from silver.sales s
join gold.dim_date d on d.date = s.order_date
join gold.dim_customer c on c.customer_id = s.customer_id
join gold.dim_product p on p.product_id = s.product_id
join gold.dim_region r on r.region_id = s.region_id
join gold.dim_payment m on m.payment_id = s.payment_id
where s.order_month <> 'quarantine'
