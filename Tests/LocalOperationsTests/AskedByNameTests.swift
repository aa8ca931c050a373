import Clocks
import Foundation
import Ledger
import Operations
import PipelineSupport
import TestSupport
import Testing
import Words

@testable import LocalOperations

@Suite("What commands ask and change through Operations")
struct AskedByNameTests {
  private let pipeline: Pipeline

  init() throws {
    pipeline = try Pipeline([
      "project.yml": "name: little\nsources:\n  orders: {path: incoming/*.csv, format: csv}\n",
      "models/silver/orders.sql": "/*---\nmaterialized: table\n---*/\nselect order_id from bronze.orders\n",
      "models/gold/sales.sql": "/*---\nmaterialized: table\n---*/\nselect count(*) as n from silver.orders\n",
      "alarms/sales.yml": """
      Namespace: Custom
      MetricName: RecordsWritten
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: LessThanThreshold
      """,
      "procedures/fill.sql":
        "create table if not exists warehouse.t (d date, n integer);\ninsert into warehouse.t values (:run_date, :n);\n",
    ])
  }

  private func operations() throws -> LocalOperations {
    try pipeline.operations()
  }

  @Test("a table is known by its name where only one has it, and else what may be meant is said")
  func tables() throws {
    let operations = try operations()
    #expect(try operations.tables(named: ["sales", "silver.orders"]) == ["gold.sales", "silver.orders"])
    #expect(throws: OperationsError.invalid("'orders' may mean bronze.orders or silver.orders; name the layer, too")) {
      try operations.tables(named: ["orders"])
    }
    #expect(throws: OperationsError.self) { try operations.tables(named: ["gold.sales", "gold.sale"]) }
  }

  @Test("a table comes before an alarm of its name, and what is neither is not found, with the nearest name")
  func subjects() throws {
    let operations = try operations()
    #expect(try operations.subject(named: "sales") == .table("gold.sales"))
    #expect(
      throws: OperationsError.notFound(
        "there is no table, alarm, schedule or execution gold.salez; did you mean gold.sales")
    ) { try operations.subject(named: "gold.salez") }
  }

  @Test("a script is carried out with its values, and the warehouse tells what it has")
  func warehouse() throws {
    let operations = try operations()
    let call = ScriptCall("fill", values: ["n": "7"])
    #expect(try operations.statements(of: call) == 2)
    #expect(throws: OperationsError.self) { try operations.warehouse(nil, asOf: nil) }
    #expect(try operations.carryOut(call).changed.last == 1)
    #expect(try operations.carryOut(ScriptCall("fill", values: ["n": "8", "run_date": "2026-11-01"])).total == 1)
    let tables = try operations.warehouse(nil, asOf: nil)
    #expect(tables.columns.map(\.name) == ["table", "rows"])
    #expect(tables.rows.map { $0[0].displayText } == ["t"])
    let rows = try operations.warehouse("select d, n from warehouse.t order by n", asOf: nil).rows
    #expect(rows.map { $0.map(\.displayText) } == [["2026-11-08", "7"], ["2026-11-01", "8"]])
  }

  @Test("a script that lacks a value or is not there changes nothing, and a SELECT may change nothing")
  func refused() throws {
    let operations = try operations()
    #expect(throws: OperationsError.notFound("there is no procedures/fil.sql; did you mean fill")) {
      try operations.statements(of: ScriptCall("fil"))
    }
    #expect(throws: OperationsError.self) { try operations.carryOut(ScriptCall("fill")) }
    #expect(throws: OperationsError.self) { try operations.warehouse("drop table warehouse.t", asOf: nil) }
  }

  @Test(
    "a worker that ended before it began ends its execution, once, with how it ended",
    arguments: [
      (Int32(3 << 8), "with status 3"), (Int32(9), "by signal 9"),
    ])
  func lost(_ status: Int32, _ words: String) throws {
    let operations = try operations()
    let record = try operations.journal.createExecution(
      NewExecution(pipeline: "little", environment: "dev", trigger: .manual), by: nil)
    let id = record.id.rawValue
    try operations.workerEnded(of: id, status: status)
    let ended = try operations.execution(id).summary
    #expect(ended.status == .failed && ended.error == .workerLost)
    #expect(ended.cause?.hasPrefix("the worker ended \(words) before it began; see ") == true, "\(ended.cause ?? "")")
    try operations.workerEnded(of: id, status: 0)
    #expect(try operations.execution(id).summary.cause == ended.cause)
  }
}
