import Foundation
import JSON
import TestSupport
import Testing

/// Scripts over the warehouse: all their tables change together, or none.
@Suite("A procedure") struct WarehouseTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  private static let merge = """
    /*---
    description: Puts the day's figures into the warehouse.
    ---*/
    create table if not exists warehouse.days (day date primary key, revenue decimal(18, 2));
    create table if not exists warehouse.loads (run_date date, days bigint);
    merge into warehouse.days as d using gold.sales_daily as s on d.day = s.order_date
      when matched then update set revenue = s.revenue
      when not matched then insert values (s.order_date, s.revenue);
    insert into warehouse.loads select cast(:run_date as date), count(*) from gold.sales_daily;

    """

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try #require(try assay("init", ".").status == 0)
    try #require(try assay("run").status == 0)
    try folder.write(Self.merge, to: "procedures/merge_sales.sql")
  }

  private func count(_ table: String) throws -> String {
    let answer = try assay("warehouse", "query", "select count(*) as n from warehouse.\(table)", "--format", "csv")
    return answer.status == 0 ? String(answer.lines.last ?? "") : "exit \(answer.status): \(answer.error)"
  }

  @Test("changes its tables together, and none of them where a statement fails")
  func together() throws {
    let run = try assay("warehouse", "run", "merge_sales", "--json")
    #expect(run.status == 0, "\(run.error)")
    let days = try count("days")
    #expect(try count("loads") == "1" && days != "0")
    try folder.write(
      Self.merge + "insert into warehouse.days select order_date, 'free' from gold.sales_daily;\n",
      to: "procedures/broken.sql")
    let broken = try assay("warehouse", "run", "broken")
    #expect(broken.status != 0 && !broken.error.isEmpty)
    #expect(try count("loads") == "1")
    #expect(try count("days") == days)
    #expect(try assay("warehouse", "run", "merge_sales").status == 0)
    #expect(try count("loads") == "2")
    #expect(try assay("warehouse").output.contains("days"))
    #expect(try assay("warehouse", "query", "delete from warehouse.days").status != 0)
    #expect(try count("days") == days)
  }

  @Test(
    "is called by a workflow, told of, and what it asked for is given; a failure is a status and no error of the state")
  func called() throws {
    try folder.write(
      Self.merge + "select day, revenue from warehouse.days order by day;\n", to: "procedures/merge_sales.sql")
    try folder.write(
      """
      {"StartAt": "Merge", "States": {
        "Merge": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:executeStatement",
          "Parameters": {"WorkgroupName": "wh", "Database": "dev", "Sql": "CALL public.merge_sales()"}, "Next": "Told"},
        "Told": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:describeStatement",
          "Parameters": {"Id.$": "$.Id"}, "Next": "Rows"},
        "Rows": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:getStatementResult",
          "Parameters": {"Id.$": "$.Id"}, "Next": "Batch"},
        "Batch": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:batchExecuteStatement",
          "Parameters": {"Sqls": ["delete from warehouse.loads", "insert into warehouse.nothing select 1"]}, "Next": "Why"},
        "Why": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:describeStatement",
          "Parameters": {"Id.$": "$.Id"}, "End": true}}}
      """, to: "workflows/w.asl.json")
    let answer = try assay("run", "w", "--json")
    let json = try answer.json()
    #expect(answer.status == 0, "\(json.text)")
    func output(_ state: String) -> JSONValue? {
      json["steps"]?.arrayValue?.first { $0["name"]?.stringValue == state }?["state"]?["output"]
    }
    #expect(output("Told")?["Status"] == "FINISHED" && output("Told")?["HasResultSet"] == true)
    #expect(output("Rows")?["Records"]?.arrayValue?.first?.arrayValue?.first?["stringValue"] == "2026-01-03")
    #expect(output("Why")?["Status"] == "FAILED")
    #expect(output("Why")?["Error"]?.stringValue?.contains("nothing") == true)
    #expect(try count("loads") == "1", "the batch is one transaction")
  }

  @Test("is checked with the project: what it may not say, and tables that are not there, with their places")
  func checked() throws {
    try folder.write("select 1;\ncopy warehouse.days to 'x.csv'\n", to: "procedures/copies.sql")
    try folder.write(
      "delete from warehouse.days where day in (select x from gold.nothing)\n", to: "procedures/stray.sql")
    let answer = try assay("validate")
    #expect(answer.status == 1)
    #expect(answer.output.contains("procedures/copies.sql:2:1: error: a statement begins with"))
    #expect(answer.output.contains("procedures/stray.sql:1:1: error: there is no table gold.nothing"))
    #expect(!answer.output.contains("merge_sales"))
  }
}
