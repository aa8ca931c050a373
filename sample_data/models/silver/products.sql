/*---
description: The product catalogue; brand and category in one spelling.
materialized: incremental
strategy: merge
new_rows_from: [bronze.products]
unique_key: [product_id]
newest_by: [commit_ts, sequence, _file, _record]
event_time: commit_ts
---*/
with cleaned as (
  select
    nullif(trim(product_id), '') as product_id,
    nullif(regexp_replace(trim(product_name), ' +', ' '), '') as product_name,
    nullif(regexp_replace(trim(brand), ' +', ' '), '') as brand,
    nullif(regexp_replace(trim(category), ' +', ' '), '') as category,
    nullif(regexp_replace(trim(subcategory), ' +', ' '), '') as subcategory,
    nullif(regexp_replace(trim(description), ' +', ' '), '') as description,
    list_price is not null as has_list_price,
    unit_cost is not null as has_unit_cost,
    try_decimal(replace(replace(trim(list_price), '$', ''), ',', ''), 12, 2) as list_price,
    try_decimal(replace(replace(trim(unit_cost), '$', ''), ',', ''), 12, 2) as unit_cost,
    lower(trim(is_active)) as is_active,
    parse_timestamp(updated_at, 'yyyyMMdd HHmmss') as updated_at,
    parse_timestamp(_commit_ts, 'yyyy-MM-dd HH:mm:ss') as commit_ts,
    cast(try_int(_sequence) as bigint) as sequence,
    coalesce(_op, 'I') as op, _file, _record
  from bronze.products),
spelled as (
  select
    product_id, description, list_price, unit_cost, has_list_price, has_unit_cost,
    coalesce(product_name, 'Unknown') as product_name,
    coalesce(upper(substring(brand, 1, 1)) || lower(substring(brand, 2, 200)), 'Unknown') as brand,
    coalesce(upper(substring(category, 1, 1)) || lower(substring(category, 2, 200)), 'Unknown') as category,
    coalesce(upper(substring(subcategory, 1, 1)) || lower(substring(subcategory, 2, 200)), 'Unknown') as subcategory,
    case when is_active in ('true', 't', 'yes', 'y', '1') then true
         when is_active in ('false', 'f', 'no', 'n', '0') then false end as is_active,
    100 - case when product_name is null then 30 else 0 end
      - case when brand is null then 20 else 0 end
      - case when category is null then 20 else 0 end
      - case when description is null then 10 else 0 end
      - case when list_price is null then 20 else 0 end as quality_score,
    updated_at, commit_ts, sequence, op, _file, _record
  from cleaned)
select
  product_id, product_name, brand, category, subcategory, coalesce(description, 'Unknown') as description,
  list_price, unit_cost, is_active,
  hash_text(product_id, product_name, brand, category, subcategory, description, list_price, unit_cost) as row_hash,
  cast(quality_score as int) as quality_score,
  case when quality_score = 100 then 'PASSED' when quality_score >= 60 then 'WARN' else 'FAILED' end
    as data_quality_flag,
  updated_at, commit_ts, sequence, cast(commit_ts as date) as process_date,
  case when product_id is null then 'DQ-1 product_id missing'
       when commit_ts is null or sequence is null then 'DQ-3 commit_ts or seq unreadable'
       when op = 'D' then null
       when has_list_price and list_price is null then 'DQ-3 list_price unreadable'
       when has_unit_cost and unit_cost is null then 'DQ-3 unit_cost unreadable'
       when list_price < 0 or unit_cost < 0 then 'DQ-7 price or cost below zero' end as _reject,
  op = 'D' as _deleted, _file, _record
from spelled
