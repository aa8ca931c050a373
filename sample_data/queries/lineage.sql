/*---
title: What became of each file
description: Records of each file, how many of them are the current row of Silver, and how many reached the fact.
---*/
select entity, file, bronze_rows, silver_rows, not_current_rows, fact_rows, first_change, last_change
from gold.lineage
order by file desc, entity
