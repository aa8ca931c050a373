select a from silver.orders
union all select a from silver.order
