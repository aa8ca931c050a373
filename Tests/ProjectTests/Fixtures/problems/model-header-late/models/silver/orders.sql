select 1 as a
/*---
materialized: table
---*/
