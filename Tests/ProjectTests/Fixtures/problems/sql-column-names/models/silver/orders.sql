select a, a, count(*), b as "B c", c as _rejected from bronze.orders
