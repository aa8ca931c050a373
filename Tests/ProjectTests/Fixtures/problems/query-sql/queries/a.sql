/*---
title: A
---*/
select secret('salt') as s,
  b from silver.ordrs
