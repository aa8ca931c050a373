import JSON
import StatesLanguage
import Testing

@Suite("When a state fails") struct ErrorHandlingTests {
  private let retried = """
    {"StartAt": "T", "States": {
      "T": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync",
        "Retry": [
          {"ErrorEquals": ["A", "B"], "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 2},
          {"ErrorEquals": ["C"], "IntervalSeconds": 5}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "Caught"}], "End": true},
      "Caught": {"Type": "Pass", "End": true}}}
    """

  private func errors(_ names: String...) -> JSONValue {
    ["T": .array(names.map { ["error": .string($0), "cause": "because"] })]
  }

  @Test("each retrier counts its own retries: A, B, C, B waits 1, 2 and 5 seconds and is caught")
  func documentedExample() throws {
    let played = try Played(retried, input: ["x": 1], mocks: errors("A", "B", "C", "B"))
    #expect(played.text == #"{"x":1,"why":{"Error":"B","Cause":"because"}}"#)
    let failed = played.history.filter { $0.type == "TaskFailed" }.map { $0.at.timeIntervalSince(Played.start) }
    #expect(failed == [0, 1, 3, 8])
    #expect(played.types.count { $0 == "TaskStateEntered" } == 1)
    #expect(played.types.count { $0 == "TaskScheduled" } == 4)
  }

  @Test("a state left and entered again counts anew")
  func reset() throws {
    let played = try Played(
      """
      {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 1}],
          "Catch": [{"ErrorEquals": ["A"], "Next": "T"}], "End": true}}}
      """, mocks: ["T": [["error": "A"], ["error": "A"], ["error": "A"], ["result": 7]]])
    #expect(played.text == "7")
    #expect(played.types.count { $0 == "TaskStateEntered" } == 2)
  }

  private func caught(_ error: String, by name: String) throws -> String {
    try Played(
      """
      {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Catch": [{"ErrorEquals": ["\(name)"], "Next": "C"}], "End": true},
        "C": {"Type": "Pass", "Result": "caught", "End": true}}}
      """, mocks: ["T": [["error": .string(error)]]]
    ).text
  }

  @Test(
    "names of ErrorEquals mean what the specification says",
    arguments: [
      ("X", "X", true), ("X", "Y", false), ("X", "States.ALL", true), ("X", "States.TaskFailed", true),
      ("States.Timeout", "States.TaskFailed", false), ("States.Timeout", "States.Timeout", true),
      ("States.HeartbeatTimeout", "States.Timeout", true), ("States.Timeout", "States.HeartbeatTimeout", false),
      ("States.Permissions", "States.TaskFailed", true), ("States.Runtime", "States.ALL", false),
      ("States.Runtime", "States.Runtime", false), ("States.DataLimitExceeded", "States.ALL", false),
      ("States.DataLimitExceeded", "States.DataLimitExceeded", true),
    ])
  func matching(error: String, name: String, isCaught: Bool) throws {
    #expect(try caught(error, by: name) == (isCaught ? "\"caught\"" : error))
  }

  @Test("a delay grows up to its cap, and full jitter stays below it")
  func delays() throws {
    let machine = """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Retry": [
        {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10, "MaxAttempts": 4, "BackoffRate": 3,
        "MaxDelaySeconds": 50, "JitterStrategy": "NONE"}]}}}
      """
    let always: JSONValue = ["T": ["error": "X"]]
    #expect(try Played(machine, mocks: always).seconds == 10 + 30 + 50 + 50)
    let jittered = machine.replacing("NONE", with: "FULL")
    let first = try Played(jittered, mocks: always)
    #expect(first.seconds < 140 && first.seconds > 0)
    #expect(try Played(jittered, mocks: always).seconds == first.seconds)
  }

  @Test("an error in data is caught by its name, States.Runtime never")
  func dataErrors() throws {
    func machine(_ fields: String) -> String {
      """
      {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", \(fields),
          "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "C"}], "End": true},
        "C": {"Type": "Pass", "InputPath": "$.e.Error", "End": true}}}
      """
    }
    let mocks: JSONValue = ["T": ["result": 1]]
    #expect(
      try Played(machine(#""Parameters": {"a.$": "$.no"}"#), mocks: mocks).text == #""States.ParameterPathFailure""#)
    #expect(
      try Played(machine(#""Parameters": {"a.$": "States.StringToJson('{')"}"#), mocks: mocks).text
        == #""States.IntrinsicFailure""#)
    #expect(try Played(machine(#""InputPath": "$.no""#), mocks: mocks).text == "States.Runtime")
    #expect(
      try Played(machine(#""ResultPath": "$.a.b""#), input: ["a": 1], mocks: mocks).text
        == #""States.ResultPathMatchFailure""#)
  }

  @Test("a task longer than its timeout, or without a beat for too long, is ended")
  func timeouts() throws {
    func played(_ fields: String, _ answer: JSONValue) throws -> Played {
      try Played(
        #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", \#(fields), "End": true}}}"#,
        mocks: ["T": answer])
    }
    let late = try played(#""TimeoutSeconds": 60"#, ["result": 1, "seconds": 61])
    #expect(late.text == "States.Timeout" && late.seconds == 60 && late.types.contains("TaskTimedOut"))
    #expect(try played(#""TimeoutSeconds": 60"#, ["result": 1, "seconds": 59]).text == "1")
    let silent = try played(#""HeartbeatSeconds": 10, "TimeoutSeconds": 60"#, ["result": 1, "seconds": 30])
    #expect(silent.text == "States.HeartbeatTimeout" && silent.seconds == 10)
    let beating: JSONValue = ["result": 1, "seconds": 30, "heartbeatSeconds": 9]
    #expect(try played(#""HeartbeatSeconds": 10, "TimeoutSeconds": 60"#, beating).text == "1")
  }

  @Test("a machine longer than its timeout is TIMED_OUT, whatever it catches")
  func machineTimeout() throws {
    let played = try Played(
      #"{"StartAt": "W", "TimeoutSeconds": 30, "States": {"W": {"Type": "Wait", "Seconds": 31, "End": true}}}"#)
    #expect(played.status == .timedOut && played.error == "States.Timeout" && played.seconds == 30)
    #expect(played.types.last == "ExecutionTimedOut")
  }

  @Test("what is larger than 256 KiB is refused")
  func sizes() throws {
    let large: JSONValue = ["T": ["result": .string(String(repeating: "x", count: 262_143))]]
    #expect(
      try Played.state(
        #"{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}"#, mocks: ["A": large["T"] ?? 1])
        == "States.DataLimitExceeded")
    let half = JSONValue.string(String(repeating: "x", count: 140_000))
    #expect(
      try Played.parameters(#"{"a.$": "$.h", "b.$": "$.h"}"#, ["h": half]) == "States.DataLimitExceeded")
    #expect(
      try Played.state(#"{"Type": "Pass", "Assign": {"a.$": "$.h", "b.$": "$.h"}, "End": true}"#, ["h": half])
        == "States.DataLimitExceeded")
  }

  @Test("an execution that does not end fails at event 25,000")
  func endless() throws {
    let played = try Played(
      #"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Default": "A", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "B"}]}, "B": {"Type": "Succeed"}}}"#
    )
    #expect(played.error == "States.Runtime" && played.history.count == 25_000)
    #expect(played.types.last == "ExecutionFailed")
  }
}
