select x from silver.a
