import JSON
import StatesLanguage
import Testing

@Suite("Parallel and Map") struct GroupTests {
  private func map(_ fields: String, _ states: String = #""I": {"Type": "Pass", "End": true}"#, mode: String = "INLINE")
    -> String
  {
    """
    {"StartAt": "M", "States": {"M": {"Type": "Map", \(fields) "ItemProcessor": {"ProcessorConfig":
      {"Mode": "\(mode)"}, "StartAt": "I", "States": {\(states)}}, "End": true}}}
    """
  }

  private let task = #""I": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": true}"#

  @Test("branches each get the input, and their results are in their order")
  func branches() throws {
    let played = try Played(
      """
      {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 9, "Next": "A2"},
          "A2": {"Type": "Pass", "Result": "a", "End": true}}},
        {"StartAt": "B", "States": {"B": {"Type": "Succeed", "InputPath": "$.x"}}}]}}}
      """, input: ["x": 5])
    #expect(played.text == #"["a",5]"#)
    #expect(
      played.types == [
        "ExecutionStarted", "ParallelStateEntered", "ParallelStateStarted", "WaitStateEntered", "SucceedStateEntered",
        "SucceedStateExited", "WaitStateExited", "PassStateEntered", "PassStateExited", "ParallelStateSucceeded",
        "ParallelStateExited", "ExecutionSucceeded",
      ])
    #expect(played.history.map(\.previous) == [0, 0, 2, 3, 3, 5, 4, 7, 8, 9, 10, 11])
    #expect(played.history.map(\.id) == Array(1...12))
  }

  @Test("a branch that fails ends the others, and the whole is tried again or caught")
  func failingBranch() throws {
    let played = try Played(
      """
      {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
        "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": ["X"], "ResultPath": "$.e", "Next": "C"}], "Branches": [
          {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}},
          {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 100, "End": true}}}]},
        "C": {"Type": "Pass", "End": true}}}
      """, input: ["x": 1], mocks: ["A": [["error": "X", "seconds": 3], ["error": "X", "cause": "again"]]])
    #expect(played.text == #"{"x":1,"e":{"Error":"X","Cause":"again"}}"#)
    #expect(played.seconds == 4)
    #expect(played.types.count { $0 == "ParallelStateStarted" } == 2)
  }

  @Test("each item becomes an iteration, told apart by the context object")
  func items() throws {
    let selector =
      #""ItemsPath": "$.l", "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "k.$": "$.k"},"#
    #expect(
      try Played(map(selector), input: ["l": ["a", "b"], "k": 1]).text
        == #"[{"i":0,"v":"a","k":1},{"i":1,"v":"b","k":1}]"#)
    #expect(try Played(map(#""ItemsPath": "$.l","#), input: ["l": []]).text == "[]")
    #expect(try Played(map(#""ItemsPath": "$.l","#), input: ["l": 5]).text == "States.Runtime")
    let played = try Played(map(#""MaxConcurrency": 1,"#), input: [1, 2])
    #expect(
      played.types == [
        "ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapIterationStarted", "PassStateEntered",
        "PassStateExited", "MapIterationSucceeded", "MapIterationStarted", "PassStateEntered", "PassStateExited",
        "MapIterationSucceeded", "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded",
      ])
  }

  @Test("no more iterations are at work than MaxConcurrency says")
  func concurrency() throws {
    let answer: JSONValue = ["I": ["result": 1, "seconds": 10]]
    let input: JSONValue = .array((0..<6).map { .int($0) })
    #expect(try Played(map(#""MaxConcurrency": 2,"#, task), input: input, mocks: answer).seconds == 30)
    #expect(try Played(map("", task), input: input, mocks: answer).seconds == 10)
  }

  @Test("one failed iteration fails an inline Map, and ends the others")
  func failingIteration() throws {
    let played = try Played(
      map("", task), input: [1, 2], mocks: ["I": [["error": "E", "cause": "c"], ["result": 1, "seconds": 9]]])
    #expect(played.error == "E" && played.cause == "c")
    #expect(
      played.types.suffix(5) == [
        "LambdaFunctionFailed", "MapIterationFailed", "MapIterationAborted", "MapStateFailed", "ExecutionFailed",
      ])
  }

  @Test("a distributed Map tolerates what it says, and counts a child's events for itself")
  func distributed() throws {
    let mocks: JSONValue = ["I": [["result": 1], ["error": "E"], ["result": 3], ["result": 4]]]
    let input: JSONValue = [1, 2, 3, 4]
    func played(_ fields: String) throws -> Played {
      try Played(map(fields, task, mode: "DISTRIBUTED"), input: input, mocks: mocks)
    }
    let tolerant = try played(#""ToleratedFailurePercentage": 25,"#)
    #expect(tolerant.text == #"[1,{"Error":"E"},3,4]"#)
    #expect(
      tolerant.types == [
        "ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunSucceeded",
        "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded",
      ])
    #expect(try played(#""ToleratedFailureCount": 0,"#).text == "States.ExceedToleratedFailureThreshold")
    #expect(try played(#""ToleratedFailureCount": 1,"#).status == .succeeded)
    #expect(try played("").text == "States.ExceedToleratedFailureThreshold")
  }

  @Test("items are read, cut to MaxItems, and put together in batches")
  func batches() throws {
    let fields = """
      "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON", "MaxItems": 5}},
      "ItemSelector": {"n.$": "$$.Map.Item.Value"}, "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"k.$": "$.k"}},
      """
    let played = try Played(
      map(fields, mode: "DISTRIBUTED"), input: ["k": 7], mocks: ["M": [["result": [1, 2, 3, 4, 5, 6, 7]]]])
    #expect(
      played.text
        == #"[{"BatchInput":{"k":7},"Items":[{"n":1},{"n":2}]},{"BatchInput":{"k":7},"Items":[{"n":3},{"n":4}]},{"BatchInput":{"k":7},"Items":[{"n":5}]}]"#
    )
    let failed = try Played(
      map(fields, mode: "DISTRIBUTED"), input: ["k": 7], mocks: ["M": [["error": "States.ItemReaderFailed"]]])
    #expect(failed.text == "States.ItemReaderFailed")
  }

  /// Minutes, where each iteration copies the lists of all; that is what this would show.
  @Test("a distributed Map of 20,000 items is no harder than its items together", .timeLimit(.minutes(2)))
  func manyItems() throws {
    let fields =
      #""ItemReader": {"Resource": "arn:aws:states:::s3:getObject"}, "ItemSelector": {"v.$": "$$.Map.Item.Value"},"#
    let items = JSONValue.array((0..<20_000).map { .int($0) })
    let played = try Played(
      map(fields, #""I": {"Type": "Pass", "Result": 1, "End": true}"#, mode: "DISTRIBUTED"),
      mocks: ["M": ["result": items]])
    #expect(played.output?.arrayValue?.count == 20_000 && played.history.count == 8)
  }

  @Test("an iteration reads variables around it, and its own end with it")
  func variables() throws {
    let played = try Played(
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Assign": {"x": 5}, "Next": "M"},
        "M": {"Type": "Map", "ItemsPath": "$.l", "Next": "Z", "ItemProcessor": {"StartAt": "I", "States": {
          "I": {"Type": "Pass", "Assign": {"y.$": "$x"}, "Next": "J"},
          "J": {"Type": "Pass", "Parameters": {"y.$": "$y"}, "End": true}}}},
        "Z": {"Type": "Pass", "Parameters": {"y.$": "$y"}, "End": true}}}
      """, input: ["l": [1]])
    #expect(played.history.contains { $0.type == "MapStateExited" })
    #expect(played.text == "States.ParameterPathFailure")
  }
}
