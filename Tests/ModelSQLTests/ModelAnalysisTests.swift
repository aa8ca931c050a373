import ModelSQL
import Testing
import Words

@Suite struct ModelAnalysisTests {
  let engine: TestEngine
  init() throws { engine = try TestEngine() }

  @Test(
    "Tables are found wherever they are read",
    arguments: [
      ("select 1 as a from silver.x", ["silver.x"]),
      ("select 1 as a from silver.x x join gold.y on true, bronze.z", ["silver.x", "gold.y", "bronze.z"]),
      ("with a as (select * from silver.x) select * from a", ["silver.x"]),
      ("with a as (select 1 as n), b as (select * from a) select * from b join gold.a on true", ["gold.a"]),
      ("with recursive r as (select 1 as n union all select n + 1 from r where n < 3) select * from r", []),
      ("select 1 as a where 1 in (select b from silver.x) and exists (select 1 from gold.y)", ["silver.x", "gold.y"]),
      ("select (select max(a) from silver.x) as m from (select * from bronze.y) t", ["silver.x", "bronze.y"]),
      (
        "select a from silver.x union all select a from silver.y except select a from silver.x",
        ["silver.x", "silver.y"]
      ),
      ("select 'silver.no' as a, \"silver.no\" as b /* silver.no */ from silver.x -- silver.no", ["silver.x"]),
      ("select x.a from \"silver\".\"x\" as x", ["silver.x"]),
      (
        "with orders as (select * from silver.orders) select * from orders o1 join Orders o2 using (a)",
        ["silver.orders"]
      ),
      ("from silver.x select a", ["silver.x"]),
    ])
  func tables(sql: String, expected: [String]) throws {
    let parsed = try engine.model(sql)
    #expect(parsed.inputs.map(\.description) == expected)
    #expect(!parsed.hasErrors, "\(parsed.problems)")
  }

  @Test("A name given by WITH is known in its query only")
  func commonTablesHaveAScope() throws {
    let parsed = try engine.model("select * from (with a as (select 1 as n) select * from a) t, a")
    #expect(parsed.problems.map(\.description).first?.hasPrefix("1:62: error: 'a' is neither a table") == true)
  }

  @Test(
    "Output columns are told as far as the text tells them",
    arguments: [
      ("select a, b.c, d as e, f(1) as g from silver.x b", ["a", "c", "e", "g"]),
      ("select * from silver.x", nil),
      ("with t as (select a, b as c from silver.x) select *, 1 as d from t", ["a", "c", "d"]),
      ("with t as (select a, b from silver.x), u as (select * exclude (a) from t) select * from u", ["b"]),
      ("with t(p, q) as (select a, b from silver.x) select * from t", ["p", "q"]),
      ("select a from silver.x union all select b from silver.y", ["a"]),
      ("select * from (select a from silver.x) t join (select b from silver.y) u on true", ["a", "b"]),
      ("select d.* from (select a from silver.x) d", nil),
    ] as [(String, [String]?)])
  func outputColumns(sql: String, expected: [String]?) throws {
    #expect(try engine.model(sql).outputColumns == expected)
  }

  @Test(
    "What cannot be a model is an error with its place",
    arguments: [
      ("select a frm silver.x", "1:14: error: syntax error at or near \"silver\""),
      ("select a from", "1:14: error: syntax error at end of input"),
      ("select 'é' || sel ect from x y z", "1:32: error: syntax error at or near \"z\""),
      ("", "1:1: error: there is no SELECT in this file"),
      ("select 'a", "1:8: error: the text that begins here is not closed"),
      ("select 1 as a /* x", "1:15: error: the comment that begins here is not closed"),
      ("select 1 as a; select 2 as b", "1:14: error: one SELECT is expected in this file"),
      ("copy silver.x to 'a'", "1:1: error: one SELECT is expected, nothing else"),
      ("delete from silver.x", "1:1: error: one SELECT is expected, nothing else"),
      (
        "pivot silver.x on a using sum(b)",
        "1:1: error: PIVOT hides which columns it makes; group and count with case when … then … end"
      ),
      ("select 1 as a from 'data.csv'", "1:20: error: models read tables, not files: 'data.csv'"),
      ("select 1 as a from \"../x.parquet\"", "1:20: error: models read tables, not files: '../x.parquet'"),
      ("select 1 as a from read_csv('x.csv')", "1:20: error: models read tables, not files: read_csv(…)"),
      ("select 1 as a\nfrom read_parquet(['a', 'b'])", "2:6: error: models read tables, not files: read_parquet(…)"),
      ("select 1 as a from glob('*')", "1:20: error: models read tables, not files: glob(…)"),
      (
        "select 1 as a from duckdb_secrets()", "1:20: error: models read tables, not table functions: duckdb_secrets(…)"
      ),
      ("select getenv('HOME') as a", "1:8: error: models read tables, not files: getenv(…)"),
      (
        "select getvariable('secret_salt') as a",
        "1:8: error: getvariable(…) may not be called here; write secret('name') for a secret"
      ),
      ("select 1 as a from query('select 1')", "1:20: error: query(…) may not be called here; write the query itself"),
      (
        "select 1 as a from orders",
        "1:20: error: 'orders' is neither a table with its layer nor a name given by WITH; did you mean silver.orders"
      ),
      ("select 1 as a from order", "1:20: error: syntax error at or near \"order\""),
      ("select 1 as a from silver.ordrs", "1:20: error: there is no table silver.ordrs; did you mean silver.orders"),
      ("select 1 as a from sliver.orders", "1:20: error: there is no layer 'sliver'; did you mean silver"),
      (
        "describe silver.orders",
        "1:1: error: DESCRIBE, SHOW and SUMMARIZE cannot be read from; columns: assay table show LAYER.NAME; all tables: assay table list"
      ),
      (
        "select table_name from information_schema.tables",
        "1:24: error: there is no layer 'information_schema'; columns: assay table show LAYER.NAME; all tables: assay table list"
      ),
      (
        "select 1 as a from silver.\"Orders\"\"\"",
        "1:20: error: 'Orders\"' is no table name: lower case letters, digits and _, a letter first, at most 63 characters"
      ),
      (
        "select 1 as a from lake.silver.orders", "1:20: error: a table is named by layer and name: two parts, not three"
      ),
      ("select a, count(*) from silver.orders group by a", "1:11: error: column 2 has no name; write … as NAME"),
      ("select a, b as a from silver.orders", "1:11: error: two columns are named a"),
      (
        "select parse_date(a) as d from silver.orders",
        "1:8: error: parse_date is called as parse_date(text, 'format', …)"
      ),
      (
        "select parse_date(a, 'YYYY-MM-DD') as d from silver.orders",
        "1:22: error: 'YYYY' is no part of a format here; there are yyyy MM M MMM dd d HH mm ss SSS SSSSSS, and for the offset X XX XXX x xx xxx Z ZZZZZ; other letters in quotes"
      ),
      (
        "select parse_date(a, b) as d from silver.orders",
        "1:22: error: a format must be a text in quotes, such as 'yyyy-MM-dd'"
      ),
      (
        "select a.regexp_replace('x', 'y') as d from silver.orders",
        "1:8: error: functions are called as regexp_replace(…), not as a.regexp_replace(…)"
      ),
      (
        "select try_decimal(a, 2, 3) as d from silver.orders",
        "1:23: error: precision must be 1 to 38 and scale 0 to the precision, as digits"
      ),
      (
        "select date_series(a, b) as d from silver.orders",
        "1:8: error: date_series is called as date_series(from, to) in FROM"
      ),
      (
        "select hash_text(secret('Salt')) as d from silver.orders",
        "1:25: error: a secret is named by a text of lower case letters, digits and _"
      ),
    ])
  func errors(sql: String, expected: String) throws {
    let parsed = try engine.model(sql, knownTables: [TableName(.silver, "orders")])
    #expect(parsed.problems.filter { $0.severity == .error }.map(\.description) == [expected])
  }

  @Test("secrets are for models only") func secretsAreForModelsOnly() throws {
    let sql = SQLText("select hash_text(secret('salt'), 1) as a")
    #expect(try ModelAnalysis.analyze(sql, as: .model(isDuckDBOnly: false), serializer: engine).secrets == ["salt"])
    let query = try ModelAnalysis.analyze(sql, as: .query, serializer: engine)
    #expect(
      query.problems.map(\.description) == [
        "1:18: error: secret(…) may be used in models only, where its value is not shown"
      ])
  }

  @Test(
    "A secret stands only in what is hashed, alone or joined to other texts",
    arguments: [
      ("hash_text(secret('s'))", true), ("hash_key(secret('s'), a)", true), ("hash_text(a || secret('s'))", true),
      ("hash_text('x' || a || secret('s'), b)", true), ("SECRET('s')", false), ("lower(secret('s'))", false),
      ("hash_text(lower(secret('s')))", false), ("hash_text(substring(secret('s'), 1, 1))", false),
      ("hash_text(case when a = secret('s') then 1 end)", false), ("cast(secret('s') as integer)", false),
      ("hash_text((select secret('s')))", false), ("length(secret('s'))", false), ("secret('s') || a", false),
      ("md5(secret('s'))", false), ("upper(hash_text(a) || secret('s'))", false), ("a = secret('s')", false),
      ("max(secret('s')) over ()", false), ("coalesce(null, secret('s'))", false), ("[secret('s')]", false),
      ("{'s': secret('s')}", false), ("hash_text(cast(secret('s') as varchar))", false),
    ])
  func hashedSecrets(expression: String, isAllowed: Bool) throws {
    let sql = SQLText("select a, \(expression) as _reject from silver.x")
    let parsed = try ModelAnalysis.analyze(sql, as: .model(isDuckDBOnly: true), serializer: engine)
    #expect(parsed.hasErrors == !isAllowed, "\(parsed.problems)")
    #expect(parsed.secrets.isEmpty == !isAllowed)
  }

  @Test("Queries may use dates of the dashboard and are not asked to be portable")
  func queries() throws {
    let sql = SQLText("select a::date, median(b) from gold.x where d between $from and $to group by all")
    let parsed = try ModelAnalysis.analyze(sql, as: .query, serializer: engine)
    #expect(parsed.problems.isEmpty)
    #expect(parsed.inputs == [TableName(.gold, "x")])
  }

  @Test("settings may only name columns and inputs that exist") func settingsMayOnlyNameColumnsAndInputsThatExist()
    throws
  {
    let place = SourcePosition(line: 2, column: 9)
    let model = Model(
      table: TableName(.silver, "x"), path: "x.sql",
      source: SQLText("select order_id, b from bronze.x", start: .init(line: 5, column: 1)),
      settings: ModelSettings(),
      columnMentions: [ColumnMention(setting: "unique_key", column: "ordr_id", position: place)],
      tableMentions: [TableMention(setting: "new_rows_from", table: TableName(.bronze, "y"), position: place)])
    #expect(
      try ModelAnalysis.analyze(model, serializer: engine).problems.map(\.description) == [
        "2:9: error: new_rows_from: the SELECT does not read bronze.y; did you mean bronze.x",
        "2:9: error: unique_key: the SELECT has no column ordr_id; did you mean order_id",
      ])
  }
}
