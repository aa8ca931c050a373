/*---
materialised: table
---*/
select a from bronze.anything where
