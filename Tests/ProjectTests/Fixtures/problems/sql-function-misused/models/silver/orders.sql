select parse_date(a) as a, parse_timestamp(b, 'hh:mm') as b,
  secret(c) as c
from bronze.orders
