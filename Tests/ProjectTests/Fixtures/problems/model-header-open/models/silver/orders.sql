/*---
materialized: table
select 1 as a
