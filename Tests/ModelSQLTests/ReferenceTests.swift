import ModelSQL
import Testing
import Words

@Suite struct ReferenceTests {
  let engine: TestEngine
  init() throws { engine = try TestEngine() }

  static let columns = [
    TableName(.silver, "orders"): ["order_id", "status", "order_ts"],
    TableName(.silver, "customers"): ["customer_id", "Name"],
  ]

  func problems(_ sql: String) throws -> [String] {
    try ModelAnalysis.analyze(
      SQLText(sql), as: .query, columns: Self.columns, serializer: engine
    ).problems.map(\.description)
  }

  @Test(
    "A name that no column has is an error where all columns are known",
    arguments: [
      ("select order_idd from silver.orders", "1:8: error: there is no column order_idd here; did you mean order_id"),
      ("select o.stat from silver.orders o", "1:8: error: o has no column stat; did you mean status"),
      ("select o.statu from silver.orders o", "1:8: error: o has no column statu; did you mean status"),
      (
        "select orderz.status from silver.orders",
        "1:8: error: there is no table named orderz in this query; did you mean orders"
      ),
      ("select status from silver.orders where x = 1", "1:40: error: there is no column x here"),
      (
        "select status from silver.orders order by stats",
        "1:43: error: there is no column stats here; did you mean status"
      ),
      ("select o.status from silver.orders o join silver.customers c on c.id = 1", "1:65: error: c has no column id"),
      (
        "with t as (select status as s from silver.orders) select status from t",
        "1:58: error: there is no column status here"
      ),
      ("select status from (select order_id from silver.orders) t", "1:8: error: there is no column status here"),
      (
        "select 1 as a from silver.orders where exists (select 1 from silver.customers where custmer_id = 1)",
        "1:85: error: there is no column custmer_id here; did you mean customer_id"
      ),
      (
        "with t(a, b) as (select order_id, status from silver.orders) select c from t",
        "1:69: error: there is no column c here"
      ),
      ("select v.c from (values (1, 2)) as v(a, b)", "1:8: error: v has no column c"),
      ("select d.day from date_series(run_date(), run_date()) d", "1:8: error: d has no column day"),
    ])
  func wrong(sql: String, expected: String) throws {
    #expect(try problems(sql) == [expected])
  }

  @Test(
    "Nothing is said about names that may be right",
    arguments: [
      "select order_id, ORDER_TS, o.Status, o.order_id as x from silver.orders o where status = 'a' order by x",
      "select name from silver.customers",
      "select anything, x.more from silver.unknown x",
      "select anything from silver.orders, silver.unknown",
      "select c.customer_id from silver.customers c where exists (select 1 from silver.orders where status = c.name)",
      "select customer_id from silver.customers where exists (select 1 from silver.orders where order_id = customer_id)",
      "select trim(status) as s, count(*) as n from silver.orders group by s having n > 1",
      "select orders.status from silver.orders",
      "select o from silver.orders o",
      "select current_date as d from silver.orders",
      "select order_id.field from silver.orders",
      "select list_transform([1], lambda q: q + 1) as l from silver.orders",
      "with recursive r as (select 1 as n union all select n + 1 from r where n < 3) select n from r",
      "select a.order_id, b.status from silver.orders a join silver.orders b using (order_id)",
      "select order_id from silver.orders a join silver.orders b using (order_id)",
      "with t as (select *, 1 as one from silver.orders) select one, status from t",
      "select x.a, x.b, x.order_ts from silver.orders as x(a, b)",
      "select v.a from (values (1, 2)) as v(a, b)", "select col0 from (values (1, 2))",
      "select date from date_series(run_date(), run_date())",
      "with t as (select count(*) from silver.orders) select whatever from t",
      "select status from silver.orders union all select name from silver.customers order by status",
      "select (select max(order_ts) from silver.orders o where o.order_id = c.customer_id) as m from silver.customers c",
      "select status, row_number() over (partition by status order by order_ts) as n from silver.orders qualify n = 1",
      "select status from silver.orders where order_ts between $from and $to",
      "select o.status from silver.orders o, lateral (select o.order_id as q) z",
    ])
  func right(sql: String) throws {
    #expect(try problems(sql).isEmpty)
  }

  @Test("an expression that is too deep is a problem") func anExpressionThatIsTooDeepIsAProblem() throws {
    let sql = "select " + repeatElement("'a'", count: 400).joined(separator: " || ") + " as a"
    #expect(try problems(sql) == ["1:1: error: an expression is nested too deeply; split it with WITH"])
  }

  @Test("a deep expression is read to its end") func aDeepExpressionIsReadToItsEnd() throws {
    let sql = "select " + repeatElement("a", count: 200).joined(separator: " + ") + " as x from silver.orders"
    #expect(try problems(sql).count == 200)
  }

  @Test("models have no parameters") func modelsHaveNoParameters() throws {
    let problems = try engine.model("select $from as a").problems
    #expect(problems.map(\.text) == ["a model has no parameters; use run_date() or run_timestamp()"])
  }
}
