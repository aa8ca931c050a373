import Foundation
import JSON
import TestSupport
import Testing

@Suite("OpenLineage events of a run")
struct OpenLineageTests {
  @Test("each step has a start and an end with inputs, output, rows and version, in order, a line an event")
  func events() throws {
    let folder = try TemporaryFolder()
    _ = try Binary(folder: folder.path)("init", "shop")
    let assay = Binary(folder: folder.path("shop"))
    #expect(try assay("run").status == 0)
    let answer = try assay("runs", "last", "--openlineage")
    #expect(answer.status == 0)
    let events = try answer.lines.map { try JSONValue(parsing: $0) }
    #expect(events.count == 6)
    let ends = events.filter { $0["eventType"] == "COMPLETE" }
    #expect(ends.map { $0["job"]?["name"] } == ["bronze.orders", "silver.orders", "gold.sales_daily"])
    let gold = try #require(ends.last)
    #expect(gold["inputs"]?.arrayValue?.map { $0["name"] } == ["silver.orders"])
    let output = try #require(gold["outputs"]?.arrayValue?.first)
    #expect(output["facets"]?["version"]?["datasetVersion"] == "0")
    #expect((output["outputFacets"]?["outputStatistics"]?["rowCount"]?.intValue ?? 0) > 0)
    let runs = Set(events.map { $0["run"]?["runId"]?.stringValue ?? "" })
    #expect(runs.count == 3)
    #expect(runs.allSatisfy { UUID(uuidString: $0) != nil })
    let parents = Set(events.map { $0["run"]?["facets"]?["parent"]?["run"]?["runId"]?.stringValue ?? "" })
    #expect(parents.count == 1)
    #expect(try assay("runs", "last", "--openlineage").output == answer.output, "the same each time")
  }

  @Test("a failure is told with its cause, what was left out not at all")
  func failure() throws {
    let folder = try TemporaryFolder()
    _ = try Binary(folder: folder.path)("init", "shop")
    let assay = Binary(folder: folder.path("shop"))
    try folder.write("Rules = [ RowCount > 100 ]", to: "shop/quality/silver.orders.dqdl")
    #expect(try assay("run").status == 1)
    let events = try assay("runs", "last", "--openlineage").lines.map { try JSONValue(parsing: $0) }
    #expect(events.map { $0["eventType"] } == ["START", "COMPLETE", "START", "FAIL"])
    let message = events.last?["run"]?["facets"]?["errorMessage"]?["message"]?.stringValue
    #expect(message?.contains("Assay.QualityStop") == true)
    #expect(try assay("runs", "--openlineage").status == 2)
  }
}
