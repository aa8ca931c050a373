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

  private func wait(_ what: String, until isSo: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try !isSo() {
      try #require(ContinuousClock.now < deadline, "waited for \(what) in vain")
      usleep(20_000)
    }
  }

  @Test(
    "with a setting they are appended to a file after each run, or given to a command; where that fails the log says so"
  )
  func setting() throws {
    let folder = try TemporaryFolder()
    _ = try Binary(folder: folder.path)("init", "shop")
    let assay = Binary(folder: folder.path("shop"))
    let project = try folder.read("shop/project.yml")
    try folder.write(project + "\nopenlineage: {file: told/../lineage.jsonl}\n", to: "shop/project.yml")
    #expect(try assay("run").status == 0)
    let lines = { try folder.read("shop/lineage.jsonl").split(separator: "\n").map(String.init) }
    try wait("the file") { (try? lines().count) == 6 }
    #expect(try lines() == assay("runs", "last", "--openlineage").lines.filter { !$0.isEmpty })
    #expect(try assay("run").status == 0)
    try wait("the second run") { try lines().count == 12 }

    let command = #"openlineage: {command: [sh, -c, "cat > got.jsonl && mv got.jsonl all.jsonl"]}"#
    try folder.write(project + "\n" + command + "\n", to: "shop/project.yml")
    #expect(try assay("run").status == 0)
    try wait("the command") { (try? folder.read("shop/all.jsonl"))?.split(separator: "\n").count == 6 }

    try folder.write(project + "\nopenlineage: {command: [./none.sh]}\n", to: "shop/project.yml")
    #expect(try assay("run").status == 0, "a run never fails for it")
    try wait("the warning") { try assay("logs", "last", "--level", "WARN").output.contains("no program ./none.sh") }
    try folder.write(project + "\nopenlineage: {both: 1}\n", to: "shop/project.yml")
    #expect(try assay("validate").status == 1)
  }

  @Test("of a run whose worker was killed whoever finds it out tells the failure, once")
  func lost() throws {
    let folder = try TemporaryFolder()
    _ = try Binary(folder: folder.path)("init", "shop")
    var assay = Binary(folder: folder.path("shop"))
    try folder.write(
      folder.read("shop/project.yml") + "\nopenlineage: {file: lineage.jsonl}\n", to: "shop/project.yml")
    assay.variables["ASSAY_FAILPOINT"] = "parquet-closed@silver.orders"
    #expect(try assay("run").status == 1)
    assay.variables = [:]
    func lines() throws -> [JSONValue] {
      try folder.read("shop/lineage.jsonl").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }
    // The killed one's, and then those of the run that found it out and of another.
    #expect(try assay("run").status == 0)
    #expect(try assay("run").status == 0)
    try wait("three runs") { ((try? lines()) ?? []).count { $0["eventType"] != "START" } == 8 }
    let failed = try lines().filter { $0["eventType"] == "FAIL" }
    #expect(failed.map { $0["job"]?["name"] } == ["silver.orders"])
    #expect("\(failed)".contains("WorkerLost"))
  }
}
