import Clocks
import Foundation
import Operations
import PipelineSupport
import Runs
import TestSupport
import Testing

@testable import LocalOperations

@Suite("The operator's view of a local environment")
struct LocalOperationsTests {
  private static let settings = """
    name: little
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      orders:
        path: incoming/*/orders.csv
        format: csv
        freshness: {warn_after: {count: 1, period: hour}, error_after: {count: 2, period: hour}}
    """
  private static let silver = """
    /*---
    materialized: incremental
    strategy: append
    new_rows_from: [bronze.orders]
    ---*/
    select order_id, try_int(amount) as amount, parse_date(day, 'yyyy-MM-dd') as day, _file, _record from bronze.orders
    """
  private static let gold = """
    /*---
    materialized: table
    ---*/
    select day, cast(sum(amount) as bigint) as amount from silver.orders group by day
    """
  private static let dashboard = """
    title: Little
    date_range: {default_days: 2}
    tiles:
      - id: amount
        kind: kpi
        title: Amount
        unit: integer
        sql: select sum(amount) as value from gold.days where day between $from and $to
        trend: select day, amount from gold.days where day between $from and $to order by day
      - id: broken
        kind: table
        title: Broken
        sql: select no_such_column from gold.days
    """

  private func shop() throws -> Pipeline {
    try Pipeline([
      "project.yml": Self.settings, "models/silver/orders.sql": Self.silver, "models/gold/days.sql": Self.gold,
      "dashboards/little.yml": Self.dashboard, "quality/silver.orders.dqdl": #"Rules = [ IsComplete "order_id" ]"#,
      "incoming/d1/orders.csv": """
      order_id,amount,day
      a,1,2026-11-01
      b,2,2026-11-02
      c,3,2026-11-03
      d,5,2026-11-04

      """,
    ])
  }

  private func operations(_ shop: Pipeline) throws -> LocalOperations {
    try shop.operations()
  }

  @Test("says that something changed when others change, move or remove a table, and not when they only look")
  func changes() throws {
    let shop = try shop()
    _ = try shop.run()
    let operations = try operations(shop)
    let tables = ["bronze/orders", "silver/orders", "gold/days"].map { shop.folder.path("lake/dev/" + $0) }
    for table in tables {
      let before = try operations.changeToken()
      _ = try FileManager.default.contentsOfDirectory(atPath: table)
      _ = try operations.status()
      #expect(try operations.changeToken() == before, "\(table)")
      try FileManager.default.moveItem(atPath: table, toPath: table + "_")
      let gone = try operations.changeToken()
      #expect(gone != before, "\(table)")
      try FileManager.default.moveItem(atPath: table + "_", toPath: table)
      #expect(try operations.changeToken() == before, "\(table)")
    }
    let before = try operations.changeToken()
    try FileManager.default.copyItem(
      atPath: tables[2] + "/_delta_log/00000000000000000000.json",
      toPath: tables[2] + "/_delta_log/00000000000000000001.json")
    #expect(try operations.changeToken() != before)
  }

  @Test("says what was never built, and that nothing is wrong after a good run")
  func states() throws {
    let shop = try shop()
    let before = try operations(shop).status()
    #expect(before.layers.flatMap(\.tables).map(\.state) == [.unknown, .unknown, .unknown])
    try shop.run()
    let after = try operations(shop).status()
    #expect(after.layers.map(\.name) == ["bronze", "silver", "gold"])
    #expect(after.layers.flatMap(\.tables).map(\.state) == [.ok, .ok, .ok])
    #expect(after.layers.flatMap(\.tables).map(\.rows) == [4, 4, 4])
    #expect(!after.isBad)
    #expect(after.lastExecution?.status == .succeeded)
  }

  @Test("holds a source's age against its policy", arguments: [(59, HealthState.ok), (61, .late), (125, .overdue)])
  func freshness(minutes: Int, expected: HealthState) throws {
    let shop = try shop()
    try shop.run(["bronze.orders"])
    shop.now = shop.now.addingTimeInterval(Double(minutes - 1) * 60)
    let status = try operations(shop).status()
    #expect(status.layers[0].tables[0].state == expected)
    #expect(status.isBad == (expected == .overdue))
  }

  @Test("shows no table green that is made from a source past its limit")
  func lateSource() throws {
    let shop = try shop()
    try shop.run()
    shop.now = shop.now.addingTimeInterval(3 * 3600)
    let tables = try operations(shop).status().layers.flatMap(\.tables)
    #expect(tables.map(\.state) == [.overdue, .late, .late])
    #expect(tables.last?.reason == "made from bronze.orders, which is ERROR")
  }

  @Test("shows a failed table with its cause, and what depends on it as not built")
  func failure() throws {
    let shop = try shop()
    try shop.run()
    try shop.folder.write("", to: "incoming/d2/orders.csv")
    try shop.run()
    let status = try operations(shop).status()
    #expect(status.layers.flatMap(\.tables).map(\.state) == [.failed, .late, .late])
    #expect(status.layers[0].tables[0].reason.contains("incoming/d2/orders.csv is empty") == true)
    #expect(status.lastFailed?.error == "Assay.FileEmpty")
    #expect(status.isBad)
  }

  @Test("plans a run: what has something to do, and why")
  func plan() throws {
    let shop = try shop()
    try shop.run()
    let idle = try operations(shop).plan(RunRequest())
    #expect(idle.steps.map(\.willChange) == [false, false, false])
    try shop.folder.write("order_id,amount,day\ne,1,2026-11-05\n", to: "incoming/d2/orders.csv")
    let plan = try operations(shop).plan(RunRequest())
    #expect(plan.steps.map(\.name) == ["bronze.orders", "silver.orders", "gold.days"])
    #expect(plan.steps.map(\.reason) == ["1 new file", "new rows in bronze.orders", "new rows in silver.orders"])
    #expect(plan.dashboards == ["little"])
    #expect(plan.steps[1].rules == 1)
    #expect(plan.expectedSeconds != nil)
  }

  @Test("holds the newest event of a source against its policy, also when nothing new came")
  func sourceEvent() throws {
    let shop = try shop()
    try shop.folder.write(
      Self.settings.replacing("format: csv", with: "format: csv\n    event_time: day"), to: "project.yml")
    for _ in 0..<2 {
      try shop.run()
      let orders = try operations(shop).status().layers[0].tables[0]
      #expect(orders.newestEvent == Timestamp.parse("2026-11-04T00:00:00Z"))
      #expect(orders.state == .overdue, "\(orders.reason)")
      // The age beside the state is the one that was judged, and the reason names it.
      #expect(orders.reason.hasPrefix("newest event is "))
      #expect(orders.judgedAgeSeconds == orders.eventAgeSeconds)
      #expect(try #require(orders.judgedAgeSeconds) > #require(orders.ageSeconds))
    }
    try shop.folder.write("order_id,amount,day\ne,1,2026-11-08\nf,1,soon\n", to: "incoming/d2/orders.csv")
    try shop.run()
    #expect(
      try operations(shop).status().layers[0].tables[0].newestEvent == Timestamp.parse("2026-11-08T00:00:00Z"))
  }

  @Test("tells when the file that a run failed without has come since")
  func arrived() throws {
    let shop = try shop()
    try shop.folder.write(Self.settings + "\n    expect: incoming/{run_date}/orders.csv\n", to: "project.yml")
    try shop.run(day: "2026-11-04")
    try shop.run(day: "2026-11-05")
    let before = try operations(shop).status().layers[0].tables[0]
    #expect(before.state == .failed && before.reason.contains("no file for 2026-11-05 yet"))
    try shop.folder.write("order_id,amount,day\ne,1,2026-11-05\n", to: "incoming/2026-11-05/orders.csv")
    let after = try operations(shop).status().layers[0].tables[0]
    #expect(after.state == .failed && after.reason.contains("its file is there now"))
  }

  @Test("plans to judge a table again whose rules changed, and what will fail")
  func planOfChangedRules() throws {
    let shop = try shop()
    try shop.run()
    try shop.folder.write("Rules = [ RowCount > 0 ]", to: "quality/silver.orders.dqdl")
    #expect(
      try operations(shop).plan(RunRequest()).steps.map(\.reason) == [
        "no new file", "its rules changed", "nothing new",
      ])
    try shop.folder.write("order_id,amount,day\nx,1,2026-11-01\n", to: "incoming/d1/orders.csv")
    let plan = try operations(shop).plan(RunRequest())
    #expect(plan.steps[0].reason.contains("changed after it was loaded") && plan.steps.allSatisfy { !$0.willChange })
    try shop.folder.write("select no_such_column from silver.orders", to: "models/gold/days.sql")
    #expect { try operations(shop).plan(RunRequest()) } throws: { "\($0)".contains("models/gold/days.sql:1:") }
  }

  @Test("plans to write a table anew whose model changed")
  func planOfChangedModel() throws {
    let shop = try shop()
    try shop.run()
    try shop.folder.write(
      Self.gold.replacing("group by day", with: "where amount > 1 group by day"), to: "models/gold/days.sql")
    let plan = try operations(shop).plan(RunRequest())
    #expect(plan.steps.map(\.reason) == ["no new file", "nothing new", "its model changed"])
    let result = try shop.run()
    #expect(result.step("gold.days")?.versionAfter == 1)
  }

  @Test("computes a dashboard over its newest days, against the days before; a broken tile says so alone")
  func report() throws {
    let shop = try shop()
    try shop.run()
    let report = try operations(shop).report(dashboard: nil, range: nil)
    #expect(report.range.from.description == "2026-11-03")
    #expect(report.range.to.description == "2026-11-04")
    guard case .kpi(let value, _, let change, let trend) = report.tiles[0].content else {
      Issue.record("no kpi")
      return
    }
    #expect(value == "8")
    #expect(change == (8.0 - 3.0) / 3.0)
    #expect(trend.map(\.value) == [3, 5])
    guard case .failed(let message) = report.tiles[1].content else {
      Issue.record("the broken tile does not say so")
      return
    }
    #expect(message.contains("no_such_column"))
  }

  @Test("repeats an execution with what it was asked to do")
  func rerun() throws {
    let shop = try shop()
    let result = try shop.run(["bronze.orders"], day: "2026-11-08")
    let request = try operations(shop).rerunRequest(of: result.id.rawValue)
    #expect(request.tables == ["bronze.orders"])
    #expect(request.runDate?.description == "2026-11-08")
    #expect(request.rerunOf == result.id.rawValue)
  }

  @Test("refuses to stop what does not run, and to find what is not there")
  func refusals() throws {
    let shop = try shop()
    let result = try shop.run()
    let operations = try operations(shop)
    #expect(throws: OperationsError.self) { try operations.stop(execution: result.id.rawValue) }
    #expect(throws: OperationsError.notFound("there is no execution x; `assay runs` lists them")) {
      try operations.execution("x")
    }
    #expect(throws: OperationsError.notFound("there is no table silver.order; did you mean silver.orders")) {
      try operations.quality(table: "silver.order", rowLimit: 1)
    }
  }

  @Test("gives the rows that fail a rule and the rows that were rejected")
  func quality() throws {
    let shop = try shop()
    try shop.folder.write("order_id,amount,day\n,1,2026-11-05\n", to: "incoming/d2/orders.csv")
    try shop.folder.write(Self.settings + "\nquality: {gate: warn}\n", to: "project.yml")
    try shop.run()
    let detail = try operations(shop).quality(table: "silver.orders", rowLimit: 10)
    #expect(detail.quality.score == 0)
    #expect(detail.failingRows.columns.first == "_rules")
    #expect(detail.failingRows.rows.map { $0[0] } == [#"IsComplete "order_id""#])
  }
}
