/*---
description: Sales by the country of the invoice.
materialized: table
---*/
with totals as (
  select
    country, count(distinct invoice_no) as orders,
    count(distinct case when customer_key <> -1 then customer_key end) as customers,
    cast(sum(quantity) as bigint) as units, cast(sum(amount) as decimal(18, 3)) as revenue
  from gold.fact_lines
  where is_sale
  group by country)
select
  country, orders, customers, units, revenue,
  row_number() over (order by revenue desc, country) as rank,
  cast(safe_divide(revenue, sum(revenue) over ()) as decimal(9, 6)) as share
from totals
