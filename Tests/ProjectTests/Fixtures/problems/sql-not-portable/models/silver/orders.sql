select order_id::int as id, * exclude (order_id)
from bronze.orders
qualify row_number() over (order by order_id) = 1
