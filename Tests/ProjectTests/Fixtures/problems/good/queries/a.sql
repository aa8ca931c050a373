/*---
title: A
---*/
select * from silver.orders
