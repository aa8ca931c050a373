/*---
description: How a day's revenue spreads over each dimension in turn; the shares of a day and dimension add up to 1.
materialized: table
---*/
with lines as (
  select
    f.order_date, f.order_id, f.platform, f.net_amount,
    substring(cast(f.order_ts as varchar), 12, 2) || 'h' as hour,
    day_name(f.order_date) as weekday, r.city, r.country, m.payment_type, p.category
  from gold.fact_sales f
  join gold.dim_region r on r.region_key = f.region_key
  join gold.dim_payments m on m.payment_key = f.payment_key
  join gold.dim_products p on p.product_key = f.product_key
  where f.is_revenue),
baskets as (
  select order_date, order_id, cast(sum(net_amount) as decimal(18, 2)) as net
  from lines
  group by order_date, order_id),
spread as (
  select order_date, 'city' as dimension, city as bucket, order_id, net_amount from lines
  union all
  select order_date, 'country', country, order_id, net_amount from lines
  union all
  select order_date, 'platform', platform, order_id, net_amount from lines
  union all
  select order_date, 'payment type', payment_type, order_id, net_amount from lines
  union all
  select order_date, 'weekday', weekday, order_id, net_amount from lines
  union all
  select order_date, 'hour', hour, order_id, net_amount from lines
  union all
  select order_date, 'category', category, order_id, net_amount from lines
  union all
  select order_date, 'order value',
    case when net < 50 then '0-50' when net < 100 then '50-100' when net < 250 then '100-250'
         when net < 500 then '250-500' when net < 1000 then '500-1000' else '1000 and more' end, order_id, net
  from baskets),
days as (
  select order_date, cast(sum(net) as decimal(18, 2)) as day_revenue
  from baskets
  group by order_date),
buckets as (
  select
    order_date, dimension, bucket, count(distinct order_id) as orders,
    cast(sum(net_amount) as decimal(18, 2)) as net_revenue
  from spread
  group by order_date, dimension, bucket)
select
  b.order_date, b.dimension, b.bucket, b.orders, b.net_revenue,
  cast(safe_divide(b.net_revenue, d.day_revenue) as decimal(9, 6)) as share
from buckets b
join days d on d.order_date = b.order_date
