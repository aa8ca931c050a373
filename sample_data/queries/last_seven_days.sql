/*---
title: The last seven days
description: Sales of the seven days up to the last day with data, newest first.
---*/
select d.order_date, d.orders_placed, d.orders, d.customers, d.units, d.net_revenue, d.average_order, d.growth,
  d.net_7_day_mean, d.returned_amount, d.cancelled_orders
from gold.sales_daily d
join (select max(order_date) as last_day from gold.sales_daily) b on d.order_date > b.last_day - 7
order by d.order_date desc
