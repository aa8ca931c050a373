select order_id, amount / 2 as half,
  row_number() over (order by order_id) as place
from bronze.orders
qualify place = 1
