/*---
description: Order lines with their amounts.
materialized: incremental
strategy: merge
new_rows_from: [bronze.sales]
unique_key: [order_id, line_no]
newest_by: [commit_ts, sequence, _file, _record]
event_time: commit_ts
---*/
with cleaned as (
  select
    nullif(trim(order_id), '') as order_id,
    try_int(line_no) as line_no,
    nullif(trim(product_id), '') as product_id,
    try_int(quantity) as quantity,
    try_decimal(replace(replace(trim(unit_price), '$', ''), ',', ''), 12, 2) as unit_price,
    discount_pct is not null as has_discount,
    try_decimal(trim(discount_pct), 5, 4) as discount_pct,
    try_decimal(replace(replace(trim(unit_cost), '$', ''), ',', ''), 12, 2) as unit_cost,
    parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at,
    parse_timestamp(_commit_ts, 'yyyy-MM-dd HH:mm:ss') as commit_ts,
    cast(try_int(_sequence) as bigint) as sequence,
    coalesce(_op, 'I') as op, _file, _record
  from bronze.sales),
grossed as (
  select
    order_id, cast(line_no as int) as line_no, product_id, cast(quantity as int) as quantity, unit_price,
    has_discount and discount_pct is null as discount_unreadable,
    not has_discount as discount_missing,
    cast(coalesce(discount_pct, 0) as decimal(5, 4)) as discount_pct, unit_cost,
    cast(quantity * unit_price as decimal(14, 2)) as gross_amount,
    cast(quantity * unit_cost as decimal(14, 2)) as line_cost,
    updated_at, commit_ts, sequence, op, _file, _record
  from cleaned),
discounted as (
  select
    order_id, line_no, product_id, quantity, unit_price, discount_unreadable, discount_missing, discount_pct, unit_cost,
    gross_amount, line_cost, cast(round(gross_amount * discount_pct, 2) as decimal(14, 2)) as discount_amount,
    updated_at, commit_ts, sequence, op, _file, _record
  from grossed),
measured as (
  select
    order_id, line_no, product_id, quantity, unit_price, discount_unreadable, discount_pct, unit_cost, gross_amount,
    discount_amount, line_cost, cast(gross_amount - discount_amount as decimal(14, 2)) as net_amount,
    100 - case when product_id is null then 40 else 0 end
      - case when unit_cost is null then 30 else 0 end
      - case when discount_missing then 10 else 0 end as quality_score,
    updated_at, commit_ts, sequence, op, _file, _record
  from discounted)
select
  order_id, line_no, product_id, quantity, unit_price, discount_pct, unit_cost,
  gross_amount, discount_amount, net_amount, line_cost, cast(net_amount - line_cost as decimal(14, 2)) as margin,
  hash_text(order_id, line_no, product_id, quantity, unit_price, discount_pct, unit_cost) as row_hash,
  cast(quality_score as int) as quality_score,
  case when quality_score = 100 then 'PASSED' when quality_score >= 60 then 'WARN' else 'FAILED' end
    as data_quality_flag,
  updated_at, commit_ts, sequence, cast(commit_ts as date) as process_date,
  case when order_id is null or line_no is null then 'DQ-1 order_id or line_no missing'
       when commit_ts is null or sequence is null then 'DQ-3 commit_ts or seq unreadable'
       when op = 'D' then null
       when quantity is null then 'DQ-3 quantity missing or unreadable'
       when quantity <= 0 then 'DQ-6 quantity not above zero'
       when unit_price is null then 'DQ-3 unit_price missing or unreadable'
       when unit_price < 0 or unit_cost < 0 then 'DQ-7 price or cost below zero'
       when discount_unreadable then 'DQ-3 discount_pct unreadable'
       when discount_pct < 0 or discount_pct > 1 then 'DQ-7 discount_pct outside 0 to 1' end as _reject,
  op = 'D' as _deleted, _file, _record
from measured
