/*---
description: Ways to pay, one row a type and provider; -1 for an order without payment.
materialized: table
---*/
select hash_key(payment_type, provider) as payment_key, payment_type, provider
from silver.payments
group by payment_type, provider
union all
select cast(-1 as bigint), 'Unknown', 'Unknown'
