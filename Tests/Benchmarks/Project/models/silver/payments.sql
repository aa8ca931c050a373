/*---
description: Ways to pay.
engine: duckdb
---*/
select cast(try_int(payment_id) as int) as payment_id, method, provider, try_cast(fee_pct as double) as fee_pct
from bronze.payments
