select id, amount, _file, _record
from bronze.orders
