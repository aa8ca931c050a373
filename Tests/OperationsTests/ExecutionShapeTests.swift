import Clocks
import Foundation
import JSON
import Operations
import Testing
import Words

@Suite("What programs read of an execution and its steps")
struct ExecutionShapeTests {
  private func step(_ change: (inout StepSummary) -> Void = { _ in }) -> StepSummary {
    var step = Given.step("silver.orders", .succeeded, "06:00:00", "06:00:04", needs: ["bronze.orders"])
    change(&step)
    return step
  }

  private let now = Given.at("06:01:00")

  @Test("a step that waits has no time and no version, and every count is zero")
  func waiting() {
    let text = Given.step("gold.sales", .waiting).json(now: now).text
    #expect(
      text == #"""
        {"name":"gold.sales","kind":"build","status":"WAITING","rowsIn":0,"rowsOut":0,"duplicates":0,\#
        "conflictingKeys":0,"changedKeys":0,"unmatchedUpdates":0,"rejected":0,"seconds":null,\#
        "rows":{"read":0,"inserted":0,"updated":0,"deleted":0,"superseded":0,"rejected":0,"removed":0},\#
        "bytesWritten":0,"versionBefore":null,"versionAfter":null,"score":null,"rulesFailed":0,"message":null,\#
        "error":null,"cause":null,"warnings":[],"dependsOn":[],"state":null}
        """#)
  }

  @Test("rows out are those that were inserted and updated; what was deleted or rejected is neither")
  func rowsOut() {
    let json = step { step in
      (step.flow.read, step.flow.inserted, step.flow.updated) = (9, 3, 2)
      (step.flow.deleted, step.flow.superseded, step.flow.rejected) = (1, 2, 1)
    }.json(now: now)
    #expect(json["rowsIn"] == 9 && json["rowsOut"] == 5 && json["rejected"] == 1)
  }

  @Test("counts that no number holds stay at the end of the numbers")
  func huge() {
    let json = step { ($0.flow.inserted, $0.flow.updated) = (.max, .max) }.json(now: now)
    #expect(json["rowsOut"] == JSONValue.int(Int64.max))
  }

  @Test(
    "it took as long as it took, until now while it runs, and never less than nothing",
    arguments: [
      ("06:00:00", "06:00:04", 4), ("06:00:00", nil, 60), ("06:00:04", "06:00:00", 0), ("06:05:00", nil, 0),
      (nil, nil, nil), (nil, "06:00:04", nil),
    ] as [(String?, String?, Double?)])
  func seconds(_ start: String?, _ end: String?, _ expected: Double?) {
    let step = Given.step("a", .running, start, end)
    #expect(step.seconds(now: now) == expected)
    #expect(step.json(now: now)["seconds"] == (expected.map(JSONValue.double) ?? .null))
    guard let start else { return }
    #expect(Given.execution(.running, from: start, until: end).seconds(now: now) == expected)
  }

  @Test("an execution is told with its steps in their order and what it was asked for; what nobody keeps is null")
  func detail() {
    var detail = ExecutionDetail(summary: Given.execution(.succeeded, until: "06:00:09"), steps: [])
    #expect(detail.json(now: now)["steps"] == [] && detail.json(now: now)["input"] == .null)
    detail.steps = [Given.step("z", .succeeded), Given.step("a", .waiting)]
    detail.input = ["tables": ["silver.a"]]
    let json = detail.json(now: now)
    #expect(json["steps"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["z", "a"])
    #expect(json["input"]?.text == #"{"tables":["silver.a"]}"#)
    #expect(json["execution"] == .string(detail.summary.id), "what is told of all executions stands first")
  }

  @Test("a failed step says its error as programs match it, and the cause as it came")
  func failed() {
    let cause = #"{"errorType":"E","errorMessage":"no rows"}"#
    let failed = step { ($0.status, $0.error, $0.cause) = (.failed, FailureName(rawValue: "Lambda.Unknown"), cause) }
    let json = failed.json(now: now)
    #expect(json["error"] == "Lambda.Unknown" && json["cause"] == JSONValue.string(cause))
    #expect(failed.toldCause == "no rows")
    #expect(step().toldCause == nil)
  }

  @Test("a step is one among those of its execution, whatever else is known of it")
  func identity() {
    let one = step()
    let later = step { ($0.status, $0.flow.read, $0.endedAt) = (.failed, 7, nil) }
    #expect(one.id == later.id && one != later)
  }

  @Test(
    "what a step that is a state waits for, gave and started is told beside it",
    arguments: [(0, nil), (3, "x-2")] as [(Int, String?)])
  func state(_ tries: Int, _ execution: String?) {
    var facts = StateFacts(type: "Task", tries: tries, input: ["a": 1])
    facts.execution = execution
    let json = step { $0.state = facts }.json(now: now)["state"]
    #expect(json?["tries"] == .int(tries) && json?["execution"] == .optional(execution))
    #expect(json?["output"] == .null && json?["input"]?.text == #"{"a":1}"#)
  }
}
