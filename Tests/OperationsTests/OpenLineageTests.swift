import Foundation
import JSON
import Testing
import Words

@testable import Operations

@Suite("An execution as OpenLineage tells it")
struct OpenLineageTests {
  private func events(_ steps: [StepSummary], _ summary: ExecutionSummary = Given.execution()) -> [JSONValue] {
    OpenLineage(ExecutionDetail(summary: summary, steps: steps), in: Given.identity).events
  }

  private func told(_ events: [JSONValue]) -> [String] {
    events.map { "\($0["eventType"]?.stringValue ?? "") \($0["job"]?["name"]?.stringValue ?? "")" }
  }

  @Test("each step that began has its start and its end, in order of time")
  func order() {
    let events = events([
      Given.step("bronze.a", .succeeded, "06:00:00", "06:00:05"),
      Given.step("bronze.b", .succeeded, "06:00:01", "06:00:03"),
      Given.step("silver.c", .running, "06:00:06"), Given.step("gold.d", .waiting),
      Given.step("gold.e", .skipped, "06:00:06", "06:00:06"),
    ])
    #expect(
      told(events) == [
        "START bronze.a", "START bronze.b", "COMPLETE bronze.b", "COMPLETE bronze.a", "START silver.c",
      ])
  }

  @Test("an end that a clock set back puts before its start comes at the start, after it")
  func setBack() {
    let events = events([
      Given.step("silver.a", .failed, "06:00:05", "06:00:01"), Given.step("silver.b", .running, "06:00:03"),
    ])
    #expect(told(events) == ["START silver.b", "START silver.a", "FAIL silver.a"])
    #expect(events.last?["eventTime"] == "2026-11-21T06:00:05.000Z")
  }

  @Test(
    "an end is told by how it was",
    arguments: [
      (StepStatus.succeeded, "COMPLETE"), (.failed, "FAIL"), (.stopped, "ABORT"), (.running, "ABORT"),
      (.waiting, "ABORT"),
    ])
  func endings(_ status: StepStatus, _ type: String) {
    #expect(events([Given.step("a", status, "06:00:00", "06:00:01")]).last?["eventType"] == .string(type))
  }

  @Test("only what was made has counts and a version, only what failed a cause")
  func facets() throws {
    var step = Given.step("silver.a", .succeeded, "06:00:00", "06:00:01", needs: ["bronze.a"])
    (step.flow.inserted, step.flow.updated, step.bytesWritten, step.versionAfter) = (3, 4, 512, 9)
    var failed = Given.step("silver.b", .failed, "06:00:02", "06:00:03")
    failed.error = FailureName(rawValue: "Assay.RowsUnbalanced")
    failed.cause = "3 rows are gone"
    let events = events([step, failed])
    let output = try #require(events[1]["outputs"]?.arrayValue?.first)
    #expect(output["outputFacets"]?["outputStatistics"]?["rowCount"] == .int(7))
    #expect(output["outputFacets"]?["outputStatistics"]?["size"] == .int(512))
    #expect(output["facets"]?["version"]?["datasetVersion"] == "9")
    #expect(events[0]["outputs"]?.text == #"[{"namespace":"assay://shop/dev","name":"silver.a"}]"#)
    #expect(events[0]["inputs"]?.text == #"[{"namespace":"assay://shop/dev","name":"bronze.a"}]"#)
    #expect(events[3]["run"]?["facets"]?["errorMessage"]?["message"] == "Assay.RowsUnbalanced: 3 rows are gone")
    #expect(events[1]["run"]?["facets"]?["errorMessage"] == nil)
  }

  @Test("the day of a run is its nominal time; a run without one has none")
  func nominalTime() {
    var summary = Given.execution()
    let steps = [Given.step("a", .running, "06:00:00")]
    #expect(events(steps, summary)[0]["run"]?["facets"]?["nominalTime"] == nil)
    summary.runDate = Given.day("2026-11-20")
    let facet = events(steps, summary)[0]["run"]?["facets"]?["nominalTime"]
    #expect(facet?["nominalStartTime"] == "2026-11-20T00:00:00.000Z")
  }

  @Test("start and end of a step are of one run, and other steps and executions of others")
  func identifiers() {
    let events = events([
      Given.step("a", .succeeded, "06:00:00", "06:00:01"), Given.step("b", .succeeded, "06:00:02", "06:00:03"),
    ])
    let ids = events.compactMap { $0["run"]?["runId"]?.stringValue }
    #expect(ids[0] == ids[1] && ids[2] == ids[3] && ids[0] != ids[2])
    let parents = Set(events.compactMap { $0["run"]?["facets"]?["parent"]?["run"]?["runId"]?.stringValue })
    #expect(parents.count == 1 && parents.isDisjoint(with: ids))
  }

  @Test(
    "a name has the same UUID each time, of the version for those made in a way of one's own",
    arguments: ["", "a", "日本", "20261121-060000-abcd/silver.orders"])
  func uuid(_ name: String) throws {
    let text = OpenLineage.identifier(name)
    #expect(text == OpenLineage.identifier(name))
    #expect(UUID(uuidString: text) != nil)
    let characters = Array(text)
    #expect(characters[14] == "8" && "89ab".contains(characters[19]))
  }
}
