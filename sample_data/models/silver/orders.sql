/*---
description: Orders with their latest status. The website writes 2026-11-08 14:03:22, the tills 08/11/2026 14:03.
materialized: incremental
strategy: merge
new_rows_from: [bronze.orders]
unique_key: [order_id]
newest_by: [commit_ts, sequence, _file, _record]
partition_by: [order_month]
event_time: order_ts
---*/
with cleaned as (
  select
    nullif(trim(order_id), '') as order_id,
    nullif(trim(customer_id), '') as customer_id,
    parse_timestamp(order_ts, 'yyyy-MM-dd HH:mm:ss', 'dd/MM/yyyy HH:mm') as order_ts,
    lower(trim(status)) as status,
    replace(replace(lower(trim(platform)), '-', ''), ' ', '') as platform,
    nullif(trim(region_id), '') as region_id,
    upper(trim(currency)) as currency,
    parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at,
    parse_timestamp(_commit_ts, 'yyyy-MM-dd HH:mm:ss') as commit_ts,
    cast(try_int(_sequence) as bigint) as sequence,
    coalesce(_op, 'I') as op, _file, _record
  from bronze.orders),
named as (
  select
    order_id, customer_id, order_ts, region_id, currency, updated_at, commit_ts, sequence, op, _file, _record,
    case when status = 'canceled' then 'cancelled' else coalesce(status, 'unknown') end as status,
    case when platform = 'website' then 'Website' when platform = 'mobile' then 'Mobile'
         when platform = 'instore' then 'In-store' else 'Unknown' end as platform,
    100 - case when customer_id is null then 40 else 0 end
      - case when region_id is null then 20 else 0 end
      - case when platform is null then 20 else 0 end
      - case when status is null then 40 else 0 end as quality_score
  from cleaned)
select
  order_id, customer_id, order_ts, cast(order_ts as date) as order_date,
  substring(cast(order_ts as varchar), 1, 7) as order_month,
  status, platform, region_id, currency,
  hash_text(order_id, customer_id, order_ts, status, platform, region_id, currency) as row_hash,
  cast(quality_score as int) as quality_score,
  case when quality_score = 100 then 'PASSED' when quality_score >= 60 then 'WARN' else 'FAILED' end
    as data_quality_flag,
  updated_at, commit_ts, sequence, cast(commit_ts as date) as process_date,
  case when order_id is null then 'DQ-1 order_id missing'
       when commit_ts is null or sequence is null then 'DQ-3 commit_ts or seq unreadable'
       when op = 'D' then null
       when order_ts is null then 'DQ-3 order_ts missing or unreadable'
       when order_ts > commit_ts then 'DQ-10 order_ts after its commit' end as _reject,
  op = 'D' as _deleted, _file, _record
from named
