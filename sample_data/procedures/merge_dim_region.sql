/*---
description: Brings gold.dim_region into the warehouse; rows of keys that it has already are replaced.
---*/
create table if not exists warehouse.dim_region as select * from gold.dim_region where false;
delete from warehouse.dim_region where region_key in (select region_key from gold.dim_region);
insert into warehouse.dim_region select * from gold.dim_region;
