/*---
description: Customers by recency, frequency and money, in fifths of each.
engine: duckdb
---*/
with b as (
  select customer_key, max(date_key) as last, count(distinct order_id) as f, sum(net) as m
  from gold.fact_sales
  where customer_key <> 0
  group by customer_key),
n as (select count(*) as n from b),
s as (
  select
    customer_key, m, (row_number() over (order by last, customer_key) - 1) * 5 // n + 1 as rs,
    (row_number() over (order by f, customer_key) - 1) * 5 // n + 1 as fs,
    (row_number() over (order by m, customer_key) - 1) * 5 // n + 1 as ms
  from b, n)
select
  case when rs >= 4 and fs >= 4 then 'Champions' when rs >= 3 and fs >= 3 then 'Loyal' when rs >= 4 then 'Recent'
       when rs <= 2 and fs >= 3 then 'At risk' else 'Hibernating' end as segment,
  count(*) as customers, sum(m) as monetary, avg(ms) as avg_ms
from s
group by 1
