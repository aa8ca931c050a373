/*---
description: The newest state of each customer.
materialized: incremental
strategy: merge
new_rows_from: [bronze.customers]
unique_key: [customer_id]
newest_by: [updated_at]
---*/
select
  try_int(customer_id) as customer_id, trim(first_name) as first_name, trim(last_name) as last_name,
  trim(email) as email, upper(trim(gender)) as gender,
  parse_date(signup_date, 'yyyy-MM-dd', 'dd/MM/yyyy', 'yyyyMMdd', 'MMM dd-yyyy') as signup_date,
  cast(try_int(region_id) as int) as region_id, lower(trim(segment)) as segment,
  parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at
from bronze.customers
