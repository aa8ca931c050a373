import Clocks
import Foundation
import JSON
import Operations
import Testing
import Words

@Suite("An execution as values")
struct ExecutionTests {
  @Test(
    "how its steps ended is told in parts, and in one where all went well",
    arguments: [
      (ExecutionStatus.succeeded, [30, 0, 0, 0, 30], ["30/30"]),
      (.running, [3, 1, 0, 0, 30], ["3/30"]),
      (.failed, [15, 1, 0, 14, 30], ["15 ok", "1 failed", "14 skipped"]),
      (.aborted, [0, 0, 2, 3, 5], ["2 stopped", "3 skipped"]),
      (.failed, [0, 0, 0, 0, 4], ["0/4"]),
      (.failed, [0, 0, 0, 0, 0], ["0/0"]),
    ])
  func parts(_ status: ExecutionStatus, _ counts: [Int], _ expected: [String]) {
    var summary = Given.execution(status)
    (summary.stepsDone, summary.stepsFailed, summary.stepsStopped) = (counts[0], counts[1], counts[2])
    (summary.stepsSkipped, summary.stepsTotal) = (counts[3], counts[4])
    #expect(summary.stepParts == expected)
    #expect(summary.stepsEnded == counts.prefix(4).reduce(0, +))
  }

  @Test(
    "a failure is open until a later run made it good or somebody said that it is done",
    arguments: ExecutionStatus.allCases)
  func openFailure(_ status: ExecutionStatus) {
    var summary = Given.execution(status)
    let isFailure = status != .running && status != .succeeded
    #expect(summary.isOpenFailure == isFailure)
    summary.repairedBy = "20261121-070000-wxyz"
    #expect(!summary.isOpenFailure)
    (summary.repairedBy, summary.markedBy) = (nil, "anna: a holiday")
    #expect(!summary.isOpenFailure)
  }

  @Test("it takes as long as it took, and has taken until now while it runs")
  func seconds() {
    #expect(Given.execution(until: "06:00:04").seconds(now: Given.at("09:00:00")) == 4)
    #expect(Given.execution().seconds(now: Given.at("06:01:00")) == 60)
    #expect(Given.step("a", .waiting).seconds(now: Given.at("06:01:00")) == nil)
    #expect(Given.step("a", .running, "06:00:30").seconds(now: Given.at("06:01:00")) == 30)
  }

  @Test(
    "what ran and why: a machine's name before the reason", arguments: [(nil, "manual"), ("daily", "daily, manual")])
  func origin(_ workflow: String?, _ expected: String) {
    var summary = Given.execution()
    summary.workflow = workflow
    #expect(summary.origin == expected)
  }

  @Test("a status is known as people write it", arguments: ["running", "Running", "RUNNING"])
  func status(_ text: String) throws {
    #expect(try ExecutionStatus(named: text) == .running)
  }

  @Test("one that is unknown is refused with those there are", arguments: ["", "done", "RUNNING "])
  func unknownStatus(_ text: String) {
    #expect(
      throws: OperationsError.notFound(
        "there is no status “\(text)”; there are \(ExecutionStatus.allCases.map(\.rawValue).joined(separator: ", "))")
    ) { try ExecutionStatus(named: text) }
  }

  @Test("programs read of an execution what is known, and null for what is not")
  func json() throws {
    var summary = Given.execution(.failed, until: "06:00:04")
    summary.error = FailureName(rawValue: "Assay.SourceMissing")
    (summary.cause, summary.runDate) = ("no file", Given.day("2026-11-21"))
    (summary.stepsDone, summary.stepsSkipped, summary.stepsTotal) = (1, 2, 3)
    #expect(
      summary.json.text == #"""
        {"execution":"20261121-060000-abcd","pipeline":"shop","status":"FAILED","trigger":"manual","workflow":null,\#
        "runDate":"2026-11-21","startedAt":"2026-11-21T06:00:00.000Z","endedAt":"2026-11-21T06:00:04.000Z",\#
        "error":"Assay.SourceMissing","cause":"no file","rerunOf":null,"stepsDone":1,"stepsFailed":0,"stepsStopped":0,\#
        "stepsSkipped":2,"stepsTotal":3,"repairedBy":null,"markedBy":null,"revision":null}
        """#)
    let detail = ExecutionDetail(summary: summary, steps: [Given.step("silver.a", .running, "06:00:01", needs: ["b"])])
    let json = detail.json(now: Given.at("06:00:03"))
    #expect(json["input"] == .null)
    let step = try #require(json["steps"]?.arrayValue?.first)
    #expect(step["seconds"] == .double(2) && step["dependsOn"] == ["b"] && step["state"] == .null)
    #expect(step["rows"]?["read"] == .int(0) && step["versionAfter"] == .null)
  }

  @Test(
    "an event says its error with the cause, else all that came with it, on one line",
    arguments: [
      (#"{"error":"E","cause":"why"}"#, "E: why"), (#"{"cause":"why"}"#, "why"), (#"{"error":"E","cause":null}"#, "E"),
      (#"{"resource":"glue","tries":2,"input":null}"#, "resource glue, tries 2"), ("{}", ""), ("[1]", ""),
      (#"{"output":{"a":[1]}}"#, #"output {"a":[1]}"#),
    ])
  func event(_ details: String, _ expected: String) throws {
    let entry = HistoryEntry(
      id: 2, previousID: 1, at: Given.at("06:00:00"), type: "TaskFailed", state: "A", attempt: 3,
      details: try JSONValue(parsing: details))
    #expect(entry.text == expected)
    #expect(entry.isFailure)
    #expect(entry.json["attempt"] == .int(3) && entry.json["previousEventId"] == .int(1))
  }

  @Test(
    "a service's answer is told by the sentence in it",
    arguments: [
      ("plain words", "plain words"), (#"{"ErrorMessage":"no rows"}"#, "no rows"),
      (#"{"errorMessage":"no rows","errorType":"E"}"#, "no rows"),
      (#"{"QueryExecution":{"Status":{"StateChangeReason":"line 1"}}}"#, "line 1"),
      (#"{"Status":{"StateChangeReason":"line 1"}}"#, "line 1"), (#"{"Cause":"","Error":"E"}"#, "E"),
      (#"{"Cause":"{\"ErrorMessage\":\"inner\"}"}"#, "inner"), (#"{"other":1}"#, #"{"other":1}"#),
      (#"{"ErrorMessage":"#, #"{"ErrorMessage":"#), (#"{"Cause":7}"#, #"{"Cause":7}"#), ("", ""),
    ])
  func serviceCause(_ cause: String, _ expected: String) {
    #expect(ServiceCause.told(cause) == expected)
    var summary = Given.execution(.failed)
    #expect(summary.toldCause == nil)
    summary.cause = cause
    #expect(summary.toldCause == expected)
  }

  @Test("an answer that holds itself for ever is told as far as anybody would read")
  func nestedCause() {
    let nested = (0..<12).reduce("the end") { text, _ in JSONValue.object(["Cause": .string(text)]).text }
    #expect(ServiceCause.told(nested).hasPrefix("{"))
  }

  @Test("a run of tables is drawn from each to those that read it; what is not part of the run leads nowhere")
  func tablesAsMap() {
    let map = StateMap(tables: [
      Given.step("bronze.a", .succeeded), Given.step("silver.b", .waiting, needs: ["bronze.a", "silver.elsewhere"]),
      Given.step("gold.c", .waiting, needs: ["silver.b", "bronze.a"]),
    ])
    #expect(map.isOfTables)
    #expect(map.nodes.map { $0.ways.map(\.to) } == [[1, 2], [2], []])
    #expect(map.nodes.map(\.kind) == ["ingest", "build", "build"])
  }

  @Test("all states are those of the machines within, too")
  func innerNodes() {
    var each = StateMap.Node(name: "Each", kind: "Map", note: "")
    each.inner = [StateMap(start: 0, nodes: [.init(name: "One", kind: "Task", note: "")])]
    let map = StateMap(start: 0, nodes: [each, .init(name: "Done", kind: "Succeed", note: "")])
    #expect(map.allNodes.map(\.name) == ["Each", "One", "Done"])
    #expect(!map.isOfTables)
  }
}
