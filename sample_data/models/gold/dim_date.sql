/*---
description: Every day of the years that orders fall into, and one more; -1 for a line whose order is not known.
materialized: table
freshness: null
---*/
with bounds as (
  select
    cast(substring(cast(min(order_date) as varchar), 1, 4) || '-01-01' as date) as first_day,
    date_add_days(cast(substring(cast(max(order_date) as varchar), 1, 4) || '-12-31' as date), 365) as last_day
  from silver.orders),
days as (
  select
    d.date, cast(d.date as varchar) as text, day_of_week(d.date) as day_of_week, iso_week(d.date) as iso_week,
    iso_year(d.date) as iso_year, month_name(d.date) as month_name
  from date_series(cast('1970-01-01' as date), cast('2099-12-31' as date)) as d
  join bounds b on d.date >= b.first_day and d.date <= b.last_day)
select
  cast(replace(text, '-', '') as int) as date_key, date,
  cast(substring(text, 9, 2) as int) as day, cast(iso_week as int) as iso_week, cast(iso_year as int) as iso_year,
  date_add_days(date, 1 - cast(day_of_week as int)) as week_start,
  cast(substring(text, 6, 2) as int) as month,
  case when substring(text, 6, 2) <= '03' then 1 when substring(text, 6, 2) <= '06' then 2
       when substring(text, 6, 2) <= '09' then 3 else 4 end as quarter,
  cast(substring(text, 1, 4) as int) as year,
  cast(day_of_week as int) as day_of_week, day_of_week >= 6 as is_weekend, month_name
from days
union all
select -1, cast(null as date), cast(null as int), cast(null as int), cast(null as int), cast(null as date),
  cast(null as int),
  cast(null as int), cast(null as int), cast(null as int), cast(null as boolean), 'Unknown'
