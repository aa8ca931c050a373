select a from '../secret.csv'
union all select a from read_parquet('/etc/x')
