/*---
title: Customer segments
description: How many customers each RFM segment has, and what they are worth.
---*/
select s.segment, count(*) as customers, sum(s.monetary) as net_revenue, round(avg(s.frequency), 2) as mean_orders,
  round(avg(s.recency_days), 1) as mean_recency_days, round(avg(l.projected_yearly_clv), 2) as mean_yearly_clv
from gold.customer_segments s
join gold.customer_ltv l on l.customer_key = s.customer_key
group by s.segment
order by net_revenue desc
