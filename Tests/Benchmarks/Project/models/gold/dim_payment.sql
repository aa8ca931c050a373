/*---
description: Ways to pay.
---*/
select payment_id as payment_key, payment_id, method, provider, fee_pct
from silver.payments
