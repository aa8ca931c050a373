/*---
description: Brings gold.dim_date into the warehouse; rows of keys that it has already are replaced.
---*/
create table if not exists warehouse.dim_date as select * from gold.dim_date where false;
delete from warehouse.dim_date where date_key in (select date_key from gold.dim_date);
insert into warehouse.dim_date select * from gold.dim_date;
