/*---
title: Data quality of Silver
description: Rows, rows with a warning, and the mean quality score of each table.
---*/
select 'customers' as table_name, count(*) as rows, count(case when data_quality_flag <> 'PASSED' then 1 end) as flagged,
  round(avg(quality_score), 2) as mean_score
from silver.customers
union all
select 'products', count(*), count(case when data_quality_flag <> 'PASSED' then 1 end), round(avg(quality_score), 2)
from silver.products
union all
select 'payments', count(*), count(case when data_quality_flag <> 'PASSED' then 1 end), round(avg(quality_score), 2)
from silver.payments
union all
select 'orders', count(*), count(case when data_quality_flag <> 'PASSED' then 1 end), round(avg(quality_score), 2)
from silver.orders
union all
select 'sales', count(*), count(case when data_quality_flag <> 'PASSED' then 1 end), round(avg(quality_score), 2)
from silver.sales
union all
select 'regions', count(*), count(case when data_quality_flag <> 'PASSED' then 1 end), round(avg(quality_score), 2)
from silver.regions
order by flagged desc
