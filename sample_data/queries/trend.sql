/*---
title: Sales trend by week
description: Revenue, orders and growth of each ISO week. A week with fewer than 7 days of sales is not whole.
---*/
select iso_year, iso_week, week_start, days, is_whole, orders, customers, net_revenue, average_order, growth
from gold.sales_weekly
order by week_start
