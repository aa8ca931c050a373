select parse_date(a) as a, parse_timestamp(b, 'hh:mm') as b,
  hash_key(secret(c)) as c
from bronze.orders
