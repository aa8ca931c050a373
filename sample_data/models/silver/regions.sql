/*---
description: Places the shop sells to; loaded once, with the full load.
materialized: incremental
strategy: merge
new_rows_from: [bronze.regions]
unique_key: [region_id]
newest_by: [commit_ts, sequence, _file, _record]
event_time: commit_ts
freshness: null
---*/
with cleaned as (
  select
    nullif(trim(region_id), '') as region_id,
    coalesce(nullif(regexp_replace(trim(city), ' +', ' '), ''), 'Unknown') as city,
    coalesce(nullif(regexp_replace(trim(state), ' +', ' '), ''), 'Unknown') as state,
    coalesce(nullif(regexp_replace(trim(country), ' +', ' '), ''), 'Unknown') as country,
    coalesce(nullif(regexp_replace(trim(continent), ' +', ' '), ''), 'Unknown') as continent,
    coalesce(nullif(trim(market), ''), 'Unknown') as market,
    parse_timestamp(_commit_ts, 'yyyy-MM-dd HH:mm:ss') as commit_ts,
    cast(try_int(_sequence) as bigint) as sequence,
    coalesce(_op, 'I') as op, _file, _record
  from bronze.regions),
scored as (
  select
    region_id, city, state, country, continent, market,
    100 - case when city = 'Unknown' or country = 'Unknown' then 40 else 0 end
      - case when state = 'Unknown' then 20 else 0 end
      - case when continent = 'Unknown' or market = 'Unknown' then 20 else 0 end as quality_score,
    commit_ts, sequence, op, _file, _record
  from cleaned)
select
  region_id, city, state, country, continent, market,
  hash_text(region_id, city, state, country, continent, market) as row_hash,
  cast(quality_score as int) as quality_score,
  case when quality_score = 100 then 'PASSED' when quality_score >= 60 then 'WARN' else 'FAILED' end
    as data_quality_flag,
  commit_ts, sequence, cast(commit_ts as date) as process_date,
  case when region_id is null then 'DQ-1 region_id missing'
       when commit_ts is null or sequence is null then 'DQ-3 commit_ts or seq unreadable' end as _reject,
  op = 'D' as _deleted, _file, _record
from scored
