/*---
description: x
---*/
select 1 as a
