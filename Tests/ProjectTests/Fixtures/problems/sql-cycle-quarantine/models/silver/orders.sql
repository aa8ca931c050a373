select order_id from quarantine.silver_orders
