import Foundation
import JSON
import TestSupport
import Testing

/// Queries on the real binary, and what `assay metrics` knows of them.
@Suite("Queries are counted") struct QueryFigureTests {
  private let folder: TemporaryFolder
  private let assay: Binary
  private static let orders = "id,amount\n1,5\n2,7\n"

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try folder.write("name: little\nsources: {orders: {path: incoming/*.csv}}\n", to: "project.yml")
    try folder.write(Self.orders, to: "incoming/a.csv")
    try folder.write("select count(*)::bigint as n from bronze.orders", to: "models/gold/n.sql")
    try folder.write("/*---\ntitle: How many\n---*/\nselect n from gold.n", to: "queries/many.sql")
    try folder.write(
      "title: Little\ntiles:\n  - {id: n, kind: kpi, title: Orders, sql: select n as value from gold.n}\n",
      to: "dashboards/little.yml")
  }

  private func sum(_ name: String, _ dimensions: String) throws -> Double? {
    let answer = try assay(
      "metrics", "get", name, "--dimensions", dimensions, "--stat", "Sum", "--period", "1d", "--from", "30d", "--json")
    guard answer.status == 0 else { return nil }
    let values = try (answer.json().arrayValue ?? []).flatMap { $0["values"]?.arrayValue ?? [] }
    return values.compactMap { $0["value"]?.doubleValue }.reduce(0, +)
  }

  @Test("by who asks: how many, how many failed, and the bytes of the files they read")
  func counted() throws {
    #expect(try assay("run").status == 0)
    #expect(try sum("QueriesRun", "WorkGroup=query") == nil)
    #expect(try assay("query", "select sum(amount::int) as total from bronze.orders").status == 0)
    #expect(try assay("query", "select count(*) from bronze.orders").status == 0)
    #expect(try assay("query", "select nothing from bronze.orders").status == 2)
    #expect(try assay("query", "--saved", "many").status == 0)
    #expect(try assay("report").status == 0)
    #expect(try sum("QueriesRun", "WorkGroup=query") == 3)
    #expect(try sum("QueriesFailed", "WorkGroup=query") == 1)
    let bytes = Double(Self.orders.utf8.count)
    #expect(try sum("ProcessedBytes", "WorkGroup=query,QueryState=SUCCEEDED") == 2 * bytes)
    #expect(try sum("QueriesRun", "WorkGroup=saved") == 1)
    #expect(try sum("ProcessedBytes", "WorkGroup=saved,QueryState=SUCCEEDED") ?? 0 > 0)
    #expect(try sum("QueriesRun", "WorkGroup=dashboard") ?? 0 >= 1)
    #expect(try sum("TotalExecutionTime", "WorkGroup=saved,QueryState=SUCCEEDED") ?? -1 >= 0)
  }

  @Test("only where there is a journal: a project that never ran stays untouched by a question")
  func untouched() throws {
    #expect(try assay("query", "select 1 as one").status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path(".assay/dev/journal.sqlite")))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).contains(".assay") == false)
  }
}
