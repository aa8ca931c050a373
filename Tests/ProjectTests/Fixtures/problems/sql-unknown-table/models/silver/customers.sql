select a from bronze.orders
