copy bronze.orders to 'x.csv'
