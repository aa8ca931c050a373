/*---
description: Sales of each month; the last one is partial.
materialized: table
---*/
select
  invoice_month,
  count(distinct invoice_date) as trading_days,
  count(distinct case when is_sale then invoice_no end) as orders,
  count(distinct case when is_sale and customer_key <> -1 then customer_key end) as customers,
  count(case when is_sale then 1 end) as lines,
  cast(coalesce(sum(case when is_sale then quantity end), 0) as bigint) as units,
  cast(coalesce(sum(case when is_sale then amount end), 0) as decimal(18, 3)) as revenue,
  cast(coalesce(sum(case when is_cancellation then amount end), 0) as decimal(18, 3)) as cancelled,
  cast(safe_divide(sum(case when is_sale then amount end), count(distinct case when is_sale then invoice_no end))
    as decimal(18, 2)) as average_order
from gold.fact_lines
group by invoice_month
