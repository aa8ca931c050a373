/*---
description: Payments with their latest status; an order may have several.
materialized: incremental
strategy: merge
new_rows_from: [bronze.payments]
unique_key: [payment_id]
newest_by: [commit_ts, sequence, _file, _record]
event_time: paid_at
---*/
with cleaned as (
  select
    nullif(nullif(trim(payment_id), ''), 'N/A') as payment_id,
    nullif(nullif(trim(order_id), ''), 'N/A') as order_id,
    lower(regexp_replace(trim(payment_type), ' +', ' ')) as payment_type,
    nullif(nullif(trim(provider), ''), 'N/A') as provider,
    try_int(installments) as installments,
    try_decimal(replace(replace(trim(amount), '$', ''), ',', ''), 12, 2) as amount,
    upper(trim(currency)) as currency,
    lower(trim(status)) as status,
    parse_timestamp(paid_at, 'dd MMM yyyy HH:mm:ss') as paid_at,
    parse_timestamp(_commit_ts, 'yyyy-MM-dd HH:mm:ss') as commit_ts,
    cast(try_int(_sequence) as bigint) as sequence,
    coalesce(_op, 'I') as op, _file, _record
  from bronze.payments),
named as (
  select
    payment_id, order_id, amount, currency, status, paid_at, commit_ts, sequence, op, _file, _record,
    coalesce(installments, 1) as installments,
    coalesce(provider, 'Unknown') as provider,
    case when payment_type in ('credit card', 'card') then 'Credit card'
         when payment_type = 'paypal' then 'PayPal'
         when payment_type = 'bank transfer' then 'Bank transfer'
         when payment_type = 'gift card' then 'Gift card'
         when payment_type = 'cash' then 'Cash'
         else 'Unknown' end as payment_type,
    100 - case when order_id is null then 40 else 0 end
      - case when provider is null then 20 else 0 end
      - case when payment_type is null then 20 else 0 end
      - case when paid_at is null then 20 else 0 end as quality_score
  from cleaned)
select
  payment_id, order_id, payment_type, provider, cast(installments as int) as installments, amount, currency, status,
  paid_at, hash_text(payment_id, order_id, payment_type, provider, installments, amount, currency, status) as row_hash,
  cast(quality_score as int) as quality_score,
  case when quality_score = 100 then 'PASSED' when quality_score >= 60 then 'WARN' else 'FAILED' end
    as data_quality_flag,
  commit_ts, sequence, cast(commit_ts as date) as process_date,
  case when payment_id is null then 'DQ-1 payment_id missing'
       when commit_ts is null or sequence is null then 'DQ-3 commit_ts or seq unreadable'
       when op = 'D' then null
       when amount is null then 'DQ-3 amount missing or unreadable'
       when amount < 0 then 'DQ-7 amount below zero' end as _reject,
  op = 'D' as _deleted, _file, _record
from named
