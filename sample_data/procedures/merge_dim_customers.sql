/*---
description: Brings gold.dim_customers into the warehouse; rows of keys that it has already are replaced.
---*/
create table if not exists warehouse.dim_customers as select * from gold.dim_customers where false;
delete from warehouse.dim_customers where customer_key in (select customer_key from gold.dim_customers);
insert into warehouse.dim_customers select * from gold.dim_customers;
