/*---
title: Revenue by brand and month
description: Each brand's revenue, share, rank, and growth over the month before.
---*/
select order_month, brand, units, net_revenue, share, revenue_rank, growth
from gold.revenue_by_brand
order by order_month desc, revenue_rank
