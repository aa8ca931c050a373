/*---
description: RFM scores as of the last day with sales, never the clock. Equal customers always get equal scores.
materialized: table
---*/
with bounds as (
  select max(order_date) as as_of
  from gold.fact_sales
  where is_revenue),
buyers as (
  select
    customer_key, max(order_date) as last_order, count(distinct order_id) as frequency,
    cast(sum(net_amount) as decimal(18, 2)) as monetary
  from gold.fact_sales
  where is_revenue and customer_key <> -1
  group by customer_key),
ranked as (
  select
    b.customer_key, s.as_of, date_diff_days(b.last_order, s.as_of) as recency_days, b.frequency, b.monetary,
    rank() over (order by b.last_order) - 1 as before_recency,
    rank() over (order by b.frequency) - 1 as before_frequency,
    rank() over (order by b.monetary) - 1 as before_monetary
  from buyers b
  join bounds s on b.last_order <= s.as_of),
total as (
  select count(*) as customers
  from buyers),
scored as (
  select
    r.customer_key, r.as_of, r.recency_days, r.frequency, r.monetary,
    case when 5 * r.before_recency < t.customers then 1 when 5 * r.before_recency < 2 * t.customers then 2
         when 5 * r.before_recency < 3 * t.customers then 3 when 5 * r.before_recency < 4 * t.customers then 4
         else 5 end as recency_score,
    case when 5 * r.before_frequency < t.customers then 1 when 5 * r.before_frequency < 2 * t.customers then 2
         when 5 * r.before_frequency < 3 * t.customers then 3 when 5 * r.before_frequency < 4 * t.customers then 4
         else 5 end as frequency_score,
    case when 5 * r.before_monetary < t.customers then 1 when 5 * r.before_monetary < 2 * t.customers then 2
         when 5 * r.before_monetary < 3 * t.customers then 3 when 5 * r.before_monetary < 4 * t.customers then 4
         else 5 end as monetary_score
  from ranked r
  join total t on t.customers > 0)
select
  c.customer_id, s.customer_key, s.as_of, cast(s.recency_days as int) as recency_days, s.frequency, s.monetary,
  s.recency_score, s.frequency_score, s.monetary_score,
  cast(s.recency_score as varchar) || cast(s.frequency_score as varchar) || cast(s.monetary_score as varchar) as rfm,
  case when s.recency_score >= 4 and s.frequency_score >= 4 and s.monetary_score >= 4 then 'Champions'
       when s.recency_score >= 3 and s.frequency_score >= 4 then 'Loyal'
       when s.recency_score >= 4 and s.frequency_score = 1 then 'New'
       when s.recency_score >= 3 then 'Potential'
       when s.frequency_score >= 3 or s.monetary_score >= 4 then 'At risk'
       when s.recency_score = 2 then 'Hibernating'
       else 'Lost' end as segment
from scored s
join gold.dim_customers c on c.customer_key = s.customer_key
