/*---
description: One row a distinct invoice line.
materialized: incremental
strategy: merge
new_rows_from: [silver.invoice_lines]
unique_key: [line_key]
newest_by: [invoiced_at]
partition_by: [invoice_month]
event_time: invoiced_at
---*/
select
  line_key, invoice_no, hash_key(stock_code) as product_key, hash_key(customer_id) as customer_key,
  cast(replace(cast(invoice_date as varchar), '-', '') as int) as date_key, country, is_sale, is_cancellation,
  quantity, unit_price, amount, invoiced_at, invoice_date, invoice_month
from silver.invoice_lines
