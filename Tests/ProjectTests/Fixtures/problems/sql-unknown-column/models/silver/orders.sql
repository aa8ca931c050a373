with typed as (
  select order_id, trim(stat) as status from bronze.orders)
select order_id, statuss from typed
