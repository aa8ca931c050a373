/*---
description: Sales and cancellations of each trading day. New lines rebuild their month only.
materialized: incremental
strategy: replace_partitions
new_rows_from: [gold.fact_lines]
matched_by: invoice_month
partition_by: [invoice_month]
balance: none
event_time: invoice_date
---*/
select
  invoice_month, invoice_date,
  count(distinct case when is_sale then invoice_no end) as orders,
  count(distinct case when is_sale and customer_key <> -1 then customer_key end) as customers,
  count(case when is_sale then 1 end) as lines,
  cast(coalesce(sum(case when is_sale then quantity end), 0) as bigint) as units,
  cast(coalesce(sum(case when is_sale then amount end), 0) as decimal(18, 3)) as revenue,
  cast(coalesce(sum(case when is_cancellation then amount end), 0) as decimal(18, 3)) as cancelled,
  count(case when not is_sale then 1 end) as other_lines
from gold.fact_lines
group by invoice_month, invoice_date
