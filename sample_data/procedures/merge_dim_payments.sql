/*---
description: Brings gold.dim_payments into the warehouse; rows of keys that it has already are replaced.
---*/
create table if not exists warehouse.dim_payments as select * from gold.dim_payments where false;
delete from warehouse.dim_payments where payment_key in (select payment_key from gold.dim_payments);
insert into warehouse.dim_payments select * from gold.dim_payments;
