select x from gold.c
