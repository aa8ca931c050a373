/// What is known about functions besides the portable ones.
enum FunctionCatalog {
  /// Functions all engines of the portable subset have under one name and with one meaning.
  static let standard: Set<String> = [
    "abs", "avg", "ceil", "ceiling", "coalesce", "count", "count_star", "cume_dist", "date_trunc", "dense_rank", "exp",
    "first_value", "floor", "greatest", "lag", "last_value", "lead", "least", "length", "ln", "lower", "max", "min",
    "mod",
    "nth_value", "ntile", "nullif", "percent_rank", "power", "rank", "replace", "round", "row_number", "sign", "sqrt",
    "substring", "sum", "trim", "upper", "date_part",
  ]

  /// Table functions every project may read from.
  static let tableFunctions: Set<String> = ["unnest", "generate_series", "range"]

  /// Functions that read files, other databases or the network.
  static let fileReaders: Set<String> = [
    "arrow_scan", "arrow_scan_dumb", "delta_scan", "excel_scan", "getenv", "glob", "iceberg_metadata", "iceberg_scan",
    "iceberg_snapshots", "load_aws_credentials", "mysql_query", "mysql_scan", "ndjson_objects", "parquet_bloom_probe",
    "parquet_file_metadata", "parquet_full_metadata", "parquet_kv_metadata", "parquet_metadata", "parquet_scan",
    "parquet_schema", "postgres_query", "postgres_scan", "postgres_scan_pushdown", "read_blob", "read_csv",
    "read_csv_auto", "read_duckdb", "read_json", "read_json_auto", "read_json_objects", "read_json_objects_auto",
    "read_ndjson", "read_ndjson_auto", "read_ndjson_objects", "read_parquet", "read_text", "read_xlsx", "seq_scan",
    "shapefile_meta", "sniff_csv", "sqlite_scan", "st_read", "st_read_meta",
  ]

  /// Functions that hide what is read, or show what must not be seen; with what to write instead.
  static let refused: [String: String] = [
    "getvariable": "write secret('name') for a secret",
    "current_setting": "models know nothing of the engine's settings",
    "query": "write the query itself",
    "query_table": "write the table's name",
    "which_secret": "write secret('name') for a secret",
    "write_log": "SQL here reads only",
    "nextval": "SQL here reads only",
    "currval": "SQL here reads only",
    "pg_sleep": "nothing is waited for here",
  ]

  /// Functions whose answer is another one each time, with the parameter of the run that serves instead.
  static let unrepeatable: [String: String] = [
    "now": "run_timestamp()", "current_timestamp": "run_timestamp()", "get_current_timestamp": "run_timestamp()",
    "transaction_timestamp": "run_timestamp()", "localtimestamp": "run_timestamp()",
    "get_current_time": "run_timestamp()", "current_time": "run_timestamp()", "localtime": "run_timestamp()",
    "current_localtimestamp": "run_timestamp()", "current_date": "run_date()", "today": "run_date()",
    "random": "hash_key(…)", "uuid": "hash_key(…)", "gen_random_uuid": "hash_key(…)", "uuidv4": "hash_key(…)",
    "uuidv7": "hash_key(…)",
  ]

  /// What to write for functions that one engine has.
  static let portableSpelling: [String: String] = [
    "strptime": "parse_timestamp", "try_strptime": "parse_timestamp", "make_date": "parse_date",
    "date_diff": "date_diff_days", "datediff": "date_diff_days", "datesub": "date_diff_days",
    "date_sub": "date_diff_days", "date_add": "date_add_days", "dayofweek": "day_of_week", "weekday": "day_of_week",
    "isodow": "day_of_week", "week": "iso_week", "weekofyear": "iso_week", "yearweek": "iso_week",
    "isoyear": "iso_year", "monthname": "month_name", "dayname": "day_name", "md5": "hash_key", "hash": "hash_key",
    "md5_number": "hash_key", "sha256": "hash_text", "sha1": "hash_text", "quantile_cont": "percentile",
    "quantile": "percentile", "median": "percentile", "quantile_disc": "percentile",
    "percentile_cont": "percentile", "listagg": "string_agg", "group_concat": "string_agg",
    "json_extract": "json_text", "json_extract_string": "json_text", "json_value": "json_text", "->>": "json_text",
    "regexp_matches": "regexp_extract", "regexp_full_match": "regexp_extract", "concat": "||",
    "concat_ws": "||", "ifnull": "coalesce", "if": "case", "substr": "substring", "len": "length", "strlen": "length",
    "arg_max": "row_number", "arg_min": "row_number", "max_by": "row_number", "min_by": "row_number",
    "count_if": "count(case when … then 1 end)", "countif": "count(case when … then 1 end)",
    "year": "date_part", "month": "date_part", "day": "date_part", "hour": "date_part", "minute": "date_part",
    "quarter": "date_part", "fdiv": "safe_divide", "divide": "safe_divide", "array_agg": "string_agg",
    "list": "string_agg", "pow": "power", "mean": "avg", "any_value": "min", "first": "min", "last": "max",
  ]

  /// Operators DuckDB writes its own way, by the name of their function: the operator, and what to write instead.
  static let operators: [String: (String, String?)] = [
    "->": ("'->'", "json_text(json, path)"), "->>": ("'->>'", "json_text(json, path)"),
    "~~*": ("ILIKE", "lower(…) like …"), "!~~*": ("NOT ILIKE", "lower(…) not like …"), "~~~": ("GLOB", "like"),
    "^@": ("'^@'", "like"), "**": ("'**'", "power(a, b)"), "^": ("'^'", "power(a, b)"), "//": ("'//'", "floor(a / b)"),
    "&&": ("'&&'", nil), "@>": ("'@>'", nil), "<@": ("'<@'", nil), "!__postfix": ("'!'", nil), "@": ("'@'", "abs(…)"),
  ]

  /// Types every engine of the portable subset has.
  static let portableTypes: Set<String> = [
    "BOOLEAN", "INTEGER", "BIGINT", "DOUBLE", "DECIMAL", "VARCHAR", "DATE", "TIMESTAMP",
  ]
}
