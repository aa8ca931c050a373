/*---
description: Customers by recency, frequency and money, in fifths of each.
---*/
with buyers as (
  select
    customer_key, max(date_key) as last_day, count(distinct order_id) as frequency,
    cast(sum(net) as decimal(18, 4)) as monetary
  from gold.fact_sales
  where customer_key <> 0
  group by customer_key),
total as (
  select count(*) as customers
  from buyers),
ranked as (
  select
    customer_key, monetary, row_number() over (order by last_day, customer_key) - 1 as before_recency,
    row_number() over (order by frequency, customer_key) - 1 as before_frequency,
    row_number() over (order by monetary, customer_key) - 1 as before_monetary
  from buyers),
scored as (
  select
    r.customer_key, r.monetary,
    cast(floor(safe_divide(r.before_recency * 5, t.customers)) as int) + 1 as recency_score,
    cast(floor(safe_divide(r.before_frequency * 5, t.customers)) as int) + 1 as frequency_score,
    cast(floor(safe_divide(r.before_monetary * 5, t.customers)) as int) + 1 as monetary_score
  from ranked r
  join total t on t.customers > 0),
named as (
  select
    case when recency_score >= 4 and frequency_score >= 4 then 'Champions'
         when recency_score >= 3 and frequency_score >= 3 then 'Loyal' when recency_score >= 4 then 'Recent'
         when recency_score <= 2 and frequency_score >= 3 then 'At risk' else 'Hibernating' end as segment,
    monetary, monetary_score
  from scored)
select
  segment, count(*) as customers, cast(sum(monetary) as decimal(18, 4)) as monetary, avg(monetary_score) as avg_ms
from named
group by segment
