/*---
description: Customers as the shop knows them now; e-mail, phone and address only masked and hashed.
materialized: incremental
strategy: merge
new_rows_from: [bronze.customers]
unique_key: [customer_id]
newest_by: [commit_ts, sequence, _file, _record]
event_time: commit_ts
---*/
with cleaned as (
  select
    nullif(trim(customer_id), '') as customer_id,
    nullif(regexp_replace(trim(first_name), ' +', ' '), '') as first_name,
    nullif(regexp_replace(trim(last_name), ' +', ' '), '') as last_name,
    nullif(lower(trim(email)), '') as email,
    nullif(regexp_replace(phone, '[^0-9+]', ''), '') as phone,
    nullif(regexp_replace(lower(trim(address)), ' +', ' '), '') as address,
    nullif(regexp_replace(trim(city), ' +', ' '), '') as city,
    nullif(trim(region_id), '') as region_id,
    parse_date(signup_date, 'MM-dd-yyyy') as signup_date,
    signup_date is not null as has_signup_date,
    parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at,
    parse_timestamp(_commit_ts, 'yyyy-MM-dd HH:mm:ss') as commit_ts,
    cast(try_int(_sequence) as bigint) as sequence,
    coalesce(_op, 'I') as op, _file, _record
  from bronze.customers),
judged as (
  select
    customer_id, first_name, last_name, email, phone, address, city, region_id, signup_date, has_signup_date,
    updated_at, commit_ts, sequence, op, _file, _record,
    coalesce(regexp_extract(email, '^([a-z0-9._%+-]+@[a-z0-9-]+([.][a-z0-9-]+)+)$', 1), '') <> '' as email_valid,
    coalesce(length(phone), 0) >= 8 as phone_valid,
    coalesce(nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), 'Unknown') as full_name
  from cleaned),
masked as (
  select
    customer_id, full_name, city, region_id, signup_date, has_signup_date, email_valid, phone_valid,
    coalesce(first_name, 'Unknown') as first_name,
    coalesce(last_name, 'Unknown') as last_name,
    case when email_valid then substring(email, 1, 2) || '***' || regexp_extract(email, '(@.*)$', 1) end as email_masked,
    case when email is not null then hash_text(secret('masking_salt'), email) end as email_hash,
    case when phone_valid then '***' || substring(phone, length(phone) - 3, 4) end as phone_masked,
    case when phone is not null then hash_text(secret('masking_salt'), phone) end as phone_hash,
    case when address is not null then hash_text(secret('masking_salt'), address) end as address_hash,
    updated_at, commit_ts, sequence, op, _file, _record,
    100 - case when full_name = 'Unknown' then 25 else 0 end
      - case when email_valid then 0 else 25 end
      - case when phone_valid then 0 else 15 end
      - case when address is null then 15 else 0 end
      - case when region_id is null then 20 else 0 end as quality_score
  from judged)
select
  customer_id, first_name, last_name, full_name, upper(full_name) as customer_name_upper,
  email_masked, email_hash, email_valid, phone_masked, phone_hash, address_hash,
  coalesce(city, 'Unknown') as city, region_id, signup_date,
  hash_text(customer_id, full_name, email_hash, phone_hash, address_hash, city, region_id, signup_date) as row_hash,
  cast(quality_score as int) as quality_score,
  case when quality_score = 100 then 'PASSED' when quality_score >= 60 then 'WARN' else 'FAILED' end
    as data_quality_flag,
  updated_at, commit_ts, sequence, cast(commit_ts as date) as process_date,
  case when customer_id is null then 'DQ-1 customer_id missing'
       when commit_ts is null or sequence is null then 'DQ-3 commit_ts or seq unreadable'
       when op <> 'D' and has_signup_date and signup_date is null then 'DQ-3 signup_date unreadable' end as _reject,
  op = 'D' as _deleted, _file, _record
from masked
