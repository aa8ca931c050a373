select a
from bronze.orders o
join silver.custmers c on true
join orders x on true
