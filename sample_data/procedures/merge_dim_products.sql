/*---
description: Brings gold.dim_products into the warehouse; rows of keys that it has already are replaced.
---*/
create table if not exists warehouse.dim_products as select * from gold.dim_products where false;
delete from warehouse.dim_products where product_key in (select product_key from gold.dim_products);
insert into warehouse.dim_products select * from gold.dim_products;
