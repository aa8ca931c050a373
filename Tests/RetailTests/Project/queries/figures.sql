/*---
title: The figures of the whole period
description: Lines, sales lines, orders, customers, units, revenue, average order, cancellations.
---*/
select
  count(*) as lines, count(case when is_sale then 1 end) as sales_lines,
  count(distinct case when is_sale then invoice_no end) as orders,
  count(distinct case when is_sale and customer_key <> -1 then customer_key end) as customers,
  cast(sum(case when is_sale then quantity end) as bigint) as units,
  sum(case when is_sale then amount end) as revenue,
  cast(safe_divide(sum(case when is_sale then amount end), count(distinct case when is_sale then invoice_no end))
    as decimal(18, 2)) as average_order,
  sum(case when is_cancellation then amount end) as cancellations
from gold.fact_lines
