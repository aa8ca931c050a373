select id from bronze.orders
