import ModelSQL
import Testing

@Suite struct PortabilityTests {
  let engine: TestEngine
  init() throws { engine = try TestEngine() }

  @Test(
    "Constructs outside the portable subset are warnings with their place",
    arguments: [
      (
        "select a from silver.x qualify row_number() over (order by a) = 1",
        "1:24: warning: QUALIFY is not portable; filter a subquery by its row_number()"
      ),
      ("select * exclude (a) from silver.x", "1:10: warning: * EXCLUDE is not portable; name the columns"),
      ("select * replace (a as b) from silver.x", "1:10: warning: * REPLACE is not portable; name the columns"),
      ("select columns('a.*') from silver.x", "1:8: warning: COLUMNS(…) is not portable"),
      (
        "select count(*) filter (where a > 1) as n from silver.x",
        "1:8: warning: FILTER (…) is not portable; write count(case when … then … end)"
      ),
      (
        "select distinct on (a) a, b from silver.x",
        "1:8: warning: DISTINCT ON is not portable; filter a subquery by its row_number()"
      ),
      ("select a, count(*) as n from silver.x\ngroup by all", "2:1: warning: GROUP BY ALL is not portable"),
      (
        "select a, count(*) as n from silver.x group by 1",
        "1:48: warning: GROUP BY a position is not portable; write the expression again"
      ),
      (
        "select trim(a) as b, count(*) as n from silver.x group by b",
        "1:59: warning: GROUP BY the alias b is not portable; write the expression again"
      ),
      ("select a from silver.x order by all", "1:24: warning: ORDER BY ALL is not portable"),
      ("select [1, 2] as a", "1:8: warning: a list is not portable"),
      ("select {'a': 1} as a", "1:8: warning: a struct is not portable"),
      ("select map {'a': 1} as a", "1:8: warning: a map is not portable"),
      ("select a[1] as a from silver.x", "1:8: warning: taking an element by [ ] is not portable"),
      (
        "select list_transform(a, lambda y: y + 1) as a from silver.x",
        "1:8: warning: list_transform(…) is not in the portable subset"
      ),
      (
        "select strptime(a, '%Y') as a from silver.x",
        "1:8: warning: strptime(…) is not in the portable subset; write parse_timestamp"
      ),
      ("select lowr(a) as a from silver.x", "1:8: warning: lowr(…) is not in the portable subset; did you mean lower"),
      (
        "select try_cast(a as int) as a from silver.x",
        "1:8: warning: TRY_CAST is not portable; write try_int, try_decimal, parse_date or parse_timestamp"
      ),
      ("select a::int as a from silver.x", "1:9: warning: '::' is not portable; write cast(… as …)"),
      ("select cast(a as hugeint) as a from silver.x", "1:8: warning: the type HUGEINT is not portable"),
      (
        "select a / b as c from silver.x",
        "1:10: warning: division by zero is infinity or an error, by engine; write safe_divide(a, b)"
      ),
      (
        "select a + interval 3 day as c from silver.x",
        "1:21: warning: INTERVAL gives a date or a timestamp, by engine; write date_add_days(date, days)"
      ),
      (
        "select a, sum(b) as b from silver.x group by a",
        "1:11: warning: the type of sum(…) differs by engine; write cast(sum(…) as decimal(p, s)) or as bigint"
      ),
      ("select now() as a", "1:8: warning: now() is another one each time; use run_timestamp()"),
      ("select current_date as a", "1:8: warning: current_date is another one each time; use run_date()"),
      ("select random() as a", "1:8: warning: random() is another one each time; use hash_key(…)"),
      ("select x.a from silver.x asof join silver.y on x.a >= y.a", "1:26: warning: ASOF JOIN is not portable"),
      (
        "select a from silver.x tablesample 10%",
        "1:15: warning: TABLESAMPLE is not portable and gives other rows each time"
      ),
      ("select u as a from unnest([1, 2]) as t(u)", "1:20: warning: unnest(…) in FROM is not in the portable subset"),
      (
        "with t as (select a from silver.x) select trim(a) as b, upper(b) as c from t",
        "1:63: warning: the alias b is used beside where it is made; use a subquery or WITH"
      ),
      (
        "select a as \"Größe\" from silver.x",
        "1:8: warning: the column name 'Größe' needs quotes; use lower case letters, digits and _"
      ),
      (
        "select a as _rejct from silver.x",
        "1:8: warning: _rejct begins with _ but steers nothing and is not stored; did you mean _reject"
      ),
    ])
  func warnings(sql: String, expected: String) throws {
    let parsed = try engine.model(sql)
    #expect(parsed.problems.map(\.description).contains(expected), "\(parsed.problems)")
    #expect(!parsed.hasErrors)
  }

  @Test(
    "The portable subset gives no warning",
    arguments: [
      "select count(*) as n, count(distinct a) as d, min(a) as e, cast(sum(b) as decimal(12, 2)) as f from silver.x",
      "select a, row_number() over (partition by a order by b desc nulls last) as n from silver.x",
      "select cast(a as double) / nullif(b, 0) as c, safe_divide(sum(a), sum(b)) as d from silver.x group by a, b",
      "select case when a is null then 1 else 2 end as a, coalesce(b, 'x') || 'y' as b, round(c, 2) as c from silver.x",
      "select substring(a, 1, 2) as a, trim(b) as b, a like 'x%' as c, -a as d, not b as e, a in (1, 2) as f from silver.x",
      "select cast(date_trunc('month', a) as date) as a, parse_date(b, 'yyyy-MM-dd') as b from silver.x",
      "select trim(a) as a from silver.x group by trim(a) having sum(b) > 3 order by trim(a) nulls first",
      "select sum(a) over (order by b rows between 6 preceding and current row) > 3 as a from silver.x",
      "select d.date from date_series(run_date(), run_date()) as d",
      "select a, _file, _record, cast(null as varchar) as _reject, b = 'D' as _deleted from bronze.x",
      "select extract(year from a) as y, position('a' in b) as p from silver.x",
    ])
  func portable(sql: String) throws {
    #expect(try engine.model(sql).problems.isEmpty)
  }

  @Test("a model for DuckDB only is not warned") func aModelForDuckDBOnlyIsNotWarned() throws {
    let sql = SQLText("select a::int as a, median(b) as b from silver.x group by all")
    #expect(try ModelAnalysis.analyze(sql, as: .model(isDuckDBOnly: true), serializer: engine).problems.isEmpty)
  }
}
