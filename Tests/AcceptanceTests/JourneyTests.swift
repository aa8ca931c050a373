import Foundation
import JSON
import TestSupport
import Testing

/// From an empty folder to a report, and the shapes of the answers on the way.
@Suite struct JourneyTests {
  private let project: FreshProject
  private var assay: Binary { project.assay }

  init() throws { project = try FreshProject.shared.get() }

  @Test("init makes a project that is valid") func initMakesAProjectThatIsValid() throws {
    #expect(project.initialised.status == 0)
    #expect(try project.initialised.json()["files"]?.arrayValue?.contains("models/gold/sales_daily.sql") == true)
    #expect(project.validated.status == 0)
    #expect(try project.validated.json() == ["problems": []])
    #expect(try assay("init", ".").status == 2, "a project is not overwritten")
  }

  @Test("a run tells its steps") func aRunTellsItsSteps() throws {
    #expect(project.ran.status == 0, "\(project.ran.error)")
    let json = try project.ran.json()
    #expect(json["status"] == "SUCCEEDED")
    #expect(json["runDate"] == "2026-01-05")
    let steps = json["steps"]?.arrayValue ?? []
    #expect(steps.map { $0["name"] } == ["bronze.orders", "silver.orders", "gold.sales_daily"])
    #expect(steps.map { $0["status"] } == ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"])
    #expect(steps[1]["rowsIn"] == 8)
    #expect(steps[1]["rowsOut"] == 5)
    #expect(steps[1]["rejected"] == 2)
    #expect(steps[1]["seconds"]?.doubleValue != nil)
  }

  @Test("the status names layers and tables") func theStatusNamesLayersAndTables() throws {
    let answer = try assay("status", "--json")
    #expect(answer.status == 0)
    let json = try answer.json()
    #expect(json["project"] == "shop")
    #expect(json["environment"] == "dev")
    #expect(json["layers"]?.arrayValue?.map { $0["name"] } == ["bronze", "silver", "gold"])
    let table = json["layers"]?.arrayValue?[1]["tables"]?.arrayValue?.first
    #expect(table?["name"] == "silver.orders")
    // Two of the eight rows of the scaffold are broken on purpose, more than may pass without a word.
    #expect(table?["state"] == "WARN")
    #expect(table?["rows"] == 5)
    #expect(table?["ageSeconds"]?.intValue != nil)
    #expect(json["executions"]?["running"] == [])
    #expect(json["alarms"] == [])
  }

  @Test("without a command and a terminal the status is printed") func withoutACommandAndATerminalTheStatusIsPrinted()
    throws
  {
    let answer = try assay.run([])
    #expect(answer.status == 0)
    #expect(answer.lines.first?.hasPrefix("shop · dev") == true)
    #expect(!answer.output.contains("\u{1B}"))
  }

  @Test("a query gives rows in three forms") func aQueryGivesRowsInThreeForms() throws {
    let sql = "select order_id, amount, ordered_at, null as nothing from silver.orders order by order_id limit 1"
    #expect(
      try assay("query", sql, "--format", "json").json() == [
        ["order_id": "1001", "amount": "42.50", "ordered_at": "2026-01-03T09:12:00Z", "nothing": nil]
      ])
    #expect(
      try assay("query", sql, "--format", "csv").output
        == "order_id,amount,ordered_at,nothing\n1001,42.50,2026-01-03 09:12:00,\n")
    #expect(try assay("query", sql).lines.last == "1 row")
    #expect(try assay("query", "--saved", "top_customers", "--json").json().arrayValue?.count == 3)
  }

  @Test(
    "a wrong query is two",
    arguments: [
      ("select * from silver.ordes", "did you mean silver.orders"),
      ("select nothing_such from silver.orders", "nothing_such"),
      ("delete from silver.orders", "SELECT"), ("select * from read_csv('/etc/passwd')", "read_csv"),
    ])
  func aWrongQueryIsTwo(sql: String, told: String) throws {
    let answer = try assay("query", sql)
    #expect(answer.status == 2, "\(answer.error)")
    #expect(answer.output.isEmpty)
    #expect(answer.error.contains(told), "\(answer.error)")
  }

  @Test("a report comes as text CSV and JSON") func aReportComesAsTextCSVAndJSON() throws {
    let json = try assay("report", "sales", "--json").json()
    #expect(json["tiles"]?.arrayValue?.first?["value"] == .number("242.65"))
    #expect(try assay("report", "--format", "csv").output.contains("\nrevenue,\"\",value,242.65\n"))
    let text = try assay("report", "--from", "2026-01-01", "--to", "2026-01-31")
    #expect(text.status == 0)
    #expect(text.output.contains("242.65"))
    #expect(try assay("report", "nothing").status == 2)
  }

  @Test("tables can be listed shown and read") func tablesCanBeListedShownAndRead() throws {
    #expect(try assay("table", "list", "--json").json().arrayValue?.count == 3)
    let shown = try assay("table", "show", "sales_daily", "--json").json()
    #expect(shown["name"] == "gold.sales_daily")
    #expect(shown["columns"]?.arrayValue?.last == ["name": "revenue", "type": "decimal(18,2)"])
    #expect(try assay("table", "history", "silver.orders", "--json").json().arrayValue?.first?["version"] == 0)
    #expect(try assay("table", "history", "bronze.orders", "--json").json().arrayValue?.first?["status"] == "LOADED")
    let byName = try assay("table", "read", "silver.orders", "--json")
    let byPath = try assay("table", "read", "lake/dev/silver/orders", "--json")
    #expect(byName.output == byPath.output)
    #expect(try byName.json().arrayValue?.count == 5)
    #expect(try assay("table", "read", "silver.orders", "--version", "7").status == 2)
    #expect(try assay("table", "read", "orders").status == 2, "two layers have one")
  }

  @Test("a delta table can be judged") func aDeltaTableCanBeJudged() throws {
    try project.folder.write("Rules = [ RowCount = 3 ]", to: "days.dqdl")
    let answer = try assay(
      "quality", "check", "--rules", "../days.dqdl", "--data", "lake/dev/gold/sales_daily", "--json")
    #expect(answer.status == 0, "\(answer.error)\(answer.output)")
  }

  @Test("quality metrics and bookmarks answer") func qualityMetricsAndBookmarksAnswer() throws {
    let one = try assay("quality", "silver.orders", "--json")
    #expect(one.status == 0)
    #expect(try one.json()["score"] == 1)
    #expect(try assay("quality", "--json").json().arrayValue?.map { $0["table"] } == ["silver.orders"])
    let metrics = try assay(
      "metrics", "get", "RecordsRejected", "--dimension", "Table=silver.orders", "--statistic", "Sum", "--json")
    #expect(try metrics.json().arrayValue?.first?["values"]?.arrayValue?.first?["value"] == 2)
    #expect(try assay("metrics", "get", "Nothing").status == 2)
    #expect(try assay("bookmark", "list", "--json").json().arrayValue?.count == 2)
  }

  @Test("runs and logs can be looked up") func runsAndLogsCanBeLookedUp() throws {
    let runs = try assay("runs", "--json").json().arrayValue ?? []
    let id = try #require(runs.last?["execution"]?.stringValue)
    #expect(try assay("runs", String(id.suffix(4)), "--json").json()["execution"] == .string(id))
    #expect(try assay("runs", "nothing-such").status == 2)
    #expect(try assay("runs", "--status", "WEIRD").status == 2)
    let lines = try assay("logs", id, "--grep", "rejected", "--json").lines
    #expect(!lines.isEmpty)
    for line in lines { #expect(try JSONValue(parsing: line)["step"] == "silver.orders") }
    #expect(try assay("logs", id, "--level", "ERROR").output.isEmpty)
    #expect(try assay("stop", id).status == 1, "it is over")
  }

  @Test("a plan runs nothing") func aPlanRunsNothing() throws {
    let plan = try assay("run", "--plan", "--full-refresh", "--json")
    #expect(plan.status == 0)
    #expect(try plan.json()["steps"]?.arrayValue?.last?["willChange"] == true)
    #expect(try plan.json()["dashboards"] == ["sales"])
  }

  @Test("an unknown table is two") func anUnknownTableIsTwo() throws {
    let answer = try assay("run", "--table", "silver.ordes")
    #expect(answer.status == 2)
    #expect(answer.error == "assay: there is no table silver.ordes; did you mean silver.orders\n")
  }

  @Test("another environment is empty and unknown ones are told") func anotherEnvironmentIsEmptyAndUnknownOnesAreTold()
    throws
  {
    let prod = try assay("status", "--env", "prod", "--json").json()
    #expect(prod["layers"]?.arrayValue?.first?["tables"]?.arrayValue?.first?["state"] == "UNKNOWN")
    let answer = try assay("status", "--env", "prd")
    #expect(answer.status == 2)
    #expect(answer.error.contains("did you mean prod"))
  }
}
