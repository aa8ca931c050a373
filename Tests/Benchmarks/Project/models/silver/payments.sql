/*---
description: Ways to pay.
---*/
select cast(try_int(payment_id) as int) as payment_id, method, provider, try_decimal(fee_pct, 5, 2) as fee_pct
from bronze.payments
