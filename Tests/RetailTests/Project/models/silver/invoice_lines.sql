/*---
description: Every distinct invoice line, typed. A line that stands several times with all its columns equal counts once.
materialized: incremental
strategy: merge
new_rows_from: [bronze.invoices]
unique_key: [line_key]
newest_by: [_file, _record]
partition_by: [invoice_month]
event_time: invoiced_at
---*/
with typed as (
  select
    hash_key(InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country) as line_key,
    nullif(trim(InvoiceNo), '') as invoice_no,
    nullif(trim(StockCode), '') as stock_code,
    nullif(trim(regexp_replace(Description, '[ ]+', ' ')), '') as description,
    cast(try_int(Quantity) as int) as quantity,
    parse_timestamp(InvoiceDate, 'yyyy-MM-dd HH:mm:ss') as invoiced_at,
    try_decimal(UnitPrice, 12, 3) as unit_price,
    CustomerID as customer_text,
    cast(try_int(regexp_replace(CustomerID, '[.]0$', '')) as int) as customer_id,
    coalesce(nullif(trim(Country), ''), 'Unspecified') as country,
    _file, _record
  from bronze.invoices)
select
  line_key, invoice_no, stock_code, description, quantity, invoiced_at, unit_price, customer_id, country,
  cast(quantity * unit_price as decimal(14, 3)) as amount,
  invoice_no like 'C%' as is_cancellation,
  coalesce(invoice_no not like 'C%' and quantity > 0 and unit_price > 0, false) as is_sale,
  cast(invoiced_at as date) as invoice_date,
  substring(cast(invoiced_at as varchar), 1, 7) as invoice_month,
  case when invoice_no is null then 'invoice number missing'
       when stock_code is null then 'stock code missing'
       when quantity is null then 'quantity unreadable'
       when invoiced_at is null then 'invoice date unreadable'
       when unit_price is null then 'unit price unreadable'
       when customer_text is not null and customer_id is null then 'customer unreadable' end as _reject,
  _file, _record
from typed
