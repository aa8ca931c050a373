/*---
description: >
  The newest state of each sale with a verdict. The newest decides whether it is good or bad, so the verdict is a column
  and not a _reject, which would let an older good row stand for a newer bad one.
materialized: incremental
strategy: merge
new_rows_from: [bronze.sales]
unique_key: [sale_id]
newest_by: [updated_at]
partition_by: [order_month]
---*/
with typed as (
  select
    try_int(sale_id) as sale_id, try_int(order_id) as order_id, try_int(customer_id) as customer_id,
    try_int(product_id) as product_id, cast(try_int(region_id) as int) as region_id,
    cast(try_int(payment_id) as int) as payment_id,
    parse_date(order_date, 'yyyy-MM-dd', 'dd/MM/yyyy', 'yyyyMMdd', 'MMM dd-yyyy') as order_date,
    cast(coalesce(try_int(quantity), 1) as int) as quantity, try_decimal(unit_price, 9, 2) as unit_price,
    cast(coalesce(try_decimal(discount, 3, 2), 0) as decimal(3, 2)) as discount, lower(trim(status)) as status,
    trim(channel) as channel,
    parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at
  from bronze.sales),
judged as (
  select
    t.sale_id, t.order_id, coalesce(t.customer_id, 0) as customer_id, t.product_id, t.region_id, t.payment_id,
    t.order_date, t.quantity, coalesce(t.unit_price, p.list_price) as unit_price, t.discount, t.status, t.channel,
    t.updated_at,
    case when t.order_date is null then 'bad_date'
         when t.customer_id is not null and c.customer_id is null then 'orphan_customer'
         when p.product_id is null then 'orphan_product' end as reason
  from typed t
  left join silver.customers c on c.customer_id = t.customer_id
  left join silver.products p on p.product_id = t.product_id)
select
  sale_id, order_id, customer_id, product_id, region_id, payment_id, order_date, quantity, unit_price, discount,
  status, channel, updated_at, reason,
  case when reason is not null then 'quarantine' else substring(cast(order_date as varchar), 1, 7) end as order_month
from judged
