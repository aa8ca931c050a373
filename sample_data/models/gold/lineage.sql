/*---
description: What became of the records of each file, counted from the rows themselves.
materialized: table
freshness: null
---*/
with loaded as (
  select 'customers' as entity, _file as file, count(*) as bronze_rows from bronze.customers group by _file
  union all
  select 'products', _file, count(*) from bronze.products group by _file
  union all
  select 'regions', _file, count(*) from bronze.regions group by _file
  union all
  select 'payments', _file, count(*) from bronze.payments group by _file
  union all
  select 'orders', _file, count(*) from bronze.orders group by _file
  union all
  select 'sales', _file, count(*) from bronze.sales group by _file),
kept as (
  select 'customers' as entity, _file as file, count(*) as silver_rows, cast(0 as bigint) as fact_rows,
    min(commit_ts) as first_change, max(commit_ts) as last_change
  from silver.customers
  group by _file
  union all
  select 'products', _file, count(*), cast(0 as bigint), min(commit_ts), max(commit_ts)
  from silver.products
  group by _file
  union all
  select 'regions', _file, count(*), cast(0 as bigint), min(commit_ts), max(commit_ts)
  from silver.regions
  group by _file
  union all
  select 'payments', _file, count(*), cast(0 as bigint), min(commit_ts), max(commit_ts)
  from silver.payments
  group by _file
  union all
  select 'orders', _file, count(*), cast(0 as bigint), min(commit_ts), max(commit_ts)
  from silver.orders
  group by _file
  union all
  select 'sales', s._file, count(*), count(f.sale_key), min(s.commit_ts), max(s.commit_ts)
  from silver.sales s
  left join gold.fact_sales f on f.order_id = s.order_id and f.line_no = s.line_no
  group by s._file)
select
  l.entity, l.file, l.bronze_rows, coalesce(k.silver_rows, 0) as silver_rows,
  l.bronze_rows - coalesce(k.silver_rows, 0) as not_current_rows, coalesce(k.fact_rows, 0) as fact_rows,
  k.first_change, k.last_change
from loaded l
left join kept k on k.entity = l.entity and k.file = l.file
