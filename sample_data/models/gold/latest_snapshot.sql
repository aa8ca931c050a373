/*---
description: How many current rows each entity has, and when the source last changed one.
materialized: table
---*/
select 'customers' as entity, count(*) as current_rows, max(commit_ts) as last_change from silver.customers
union all
select 'products', count(*), max(commit_ts) from silver.products
union all
select 'regions', count(*), max(commit_ts) from silver.regions
union all
select 'payments', count(*), max(commit_ts) from silver.payments
union all
select 'orders', count(*), max(commit_ts) from silver.orders
union all
select 'sales', count(*), max(commit_ts) from silver.sales
