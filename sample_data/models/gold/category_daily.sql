/*---
description: Line amounts of a category on a day; days without a sale of it count as zero in the mean of seven days.
materialized: table
---*/
with sold as (
  select
    f.order_date, p.category, count(*) as transactions, cast(sum(f.net_amount) as decimal(18, 2)) as amount,
    min(f.net_amount) as min_amount, max(f.net_amount) as max_amount, count(distinct f.customer_key) as customers
  from gold.fact_sales f
  join gold.dim_products p on p.product_key = f.product_key
  where f.is_revenue
  group by f.order_date, p.category),
span as (
  select category, min(order_date) as first_day
  from sold
  group by category),
bounds as (
  select max(order_date) as last_day
  from sold),
grid as (
  select s.category, d.date as order_date, d.year, d.month, d.quarter, d.day_of_week
  from span s
  join bounds b on b.last_day >= s.first_day
  join gold.dim_date d on d.date >= s.first_day and d.date <= b.last_day),
filled as (
  select
    g.category, g.order_date, g.year, g.month, g.quarter, g.day_of_week, coalesce(s.transactions, 0) as transactions,
    cast(coalesce(s.amount, 0) as decimal(18, 2)) as amount, s.min_amount, s.max_amount,
    coalesce(s.customers, 0) as customers
  from grid g
  left join sold s on s.category = g.category and s.order_date = g.order_date),
compared as (
  select
    category, order_date, year, month, quarter, day_of_week, transactions, amount, min_amount, max_amount, customers,
    rank() over (partition by category order by amount desc) as rank_in_category,
    cast(sum(amount) over (
      partition by category order by order_date rows between 6 preceding and current row) as decimal(18, 2))
      as amount_7_days,
    count(*) over (partition by category order by order_date rows between 6 preceding and current row) as days_in_mean
  from filled)
select
  order_date, category, transactions, amount, cast(safe_divide(amount, transactions) as decimal(18, 2)) as average_amount,
  min_amount, max_amount, customers,
  cast(safe_divide(transactions, customers) as decimal(18, 4)) as transactions_per_customer,
  year, month, quarter, day_of_week, rank_in_category,
  cast(safe_divide(amount_7_days, days_in_mean) as decimal(18, 2)) as amount_7_day_mean
from compared
