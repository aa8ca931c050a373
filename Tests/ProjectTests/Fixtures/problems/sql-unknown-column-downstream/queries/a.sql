/*---
title: A
---*/
select stats from silver.orders
