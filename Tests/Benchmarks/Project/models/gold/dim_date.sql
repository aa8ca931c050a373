/*---
description: The days from the first sale to the last.
---*/
with span as (
  select min(order_date) as first_day, max(order_date) as last_day
  from silver.sales
  where order_month <> 'quarantine')
select
  cast(replace(cast(d.date as varchar), '-', '') as int) as date_key, d.date,
  cast(date_part('year', d.date) as int) as year, cast(date_part('quarter', d.date) as int) as quarter,
  cast(date_part('month', d.date) as int) as month, cast(date_part('day', d.date) as int) as day,
  day_of_week(d.date) as dow
from date_series(cast('1970-01-01' as date), cast('2099-12-31' as date)) as d
join span s on d.date >= s.first_day and d.date <= s.last_day
