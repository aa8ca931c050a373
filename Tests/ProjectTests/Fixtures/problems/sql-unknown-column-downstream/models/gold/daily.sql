select o.order_id, o.order_tss
from silver.orders o
