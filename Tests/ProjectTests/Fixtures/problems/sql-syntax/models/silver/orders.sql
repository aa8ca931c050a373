/*---
description: a
---*/
select 'é' as a,
  b frm bronze.orders
