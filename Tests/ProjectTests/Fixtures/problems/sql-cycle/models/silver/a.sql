select b.x
from silver.b b
