/*---
description: The days from the first sale to the last.
engine: duckdb
---*/
with span as (
  select min(order_date) as first_day, max(order_date) as last_day
  from silver.sales
  where order_month <> 'quarantine')
select
  cast(year(d.date) * 10000 + month(d.date) * 100 + day(d.date) as int) as date_key, d.date, year(d.date) as year,
  quarter(d.date) as quarter, month(d.date) as month, day(d.date) as day, day_of_week(d.date) as dow
from span, date_series(span.first_day, span.last_day) as d
