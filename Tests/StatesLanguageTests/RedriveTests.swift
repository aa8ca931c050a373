import Foundation
import JSON
import JSONata
import StatesLanguage
import Testing
import Words

@Suite("A redrive") struct RedriveTests {
  private static func task(_ end: String) -> String {
    #"{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", \#(end)}"#
  }

  private static func branch(_ state: String) -> String {
    #"{"StartAt": "\#(state)", "States": {"\#(state)": \#(task(#""End": true"#))}}"#
  }

  private static let five = """
    {"StartAt": "A", "States": {
      "A": \(task(#""Next": "B""#)), "B": \(task(#""Next": "C""#)), "C": \(task(#""Next": "D""#)),
      "D": \(task(#""Next": "E""#)), "E": \(task(#""End": true"#))}}
    """

  @Test("goes on at the state that failed, without entering it again, and appends to the history")
  func failedState() throws {
    var driven = try Driven(Self.five, ["A": 1, "B": 2, "C": ["error": "X"]])
    #expect(driven.status == .failed)
    let before = driven.history.count
    try driven.redrive(["A": [], "B": [], "C": 3, "D": 4, "E": 5])
    #expect(driven.status == .succeeded && driven.output == "5")
    let more = driven.history.dropFirst(before)
    #expect(more.first?.type == "ExecutionRedriven" && more.first?.id == before + 1)
    #expect(more.filter { $0.type == "TaskStateEntered" }.compactMap(\.subject) == ["D", "E"])
    #expect(more.map(\.type).count { $0 == "TaskScheduled" } == 3)
    #expect(driven.history.map(\.id) == Array(1...driven.history.count))
    #expect(driven.history.allSatisfy { $0.previous < $0.id })
  }

  @Test("runs only the branches that failed or were aborted, with the results of the others kept")
  func branches() throws {
    let machine = """
      {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
        \(Self.branch("A")), \(Self.branch("B")), \(Self.branch("C"))]}}}
      """
    var driven = try Driven(
      machine, ["A": ["result": "a"], "B": ["error": "X", "seconds": 5], "C": ["result": "c", "seconds": 9]])
    #expect(driven.status == .failed)
    try driven.redrive(["A": [], "B": [["result": "b"]], "C": [["result": "again"]]])
    #expect(driven.status == .succeeded && driven.output == #"["a","b","again"]"#)
  }

  @Test("runs only the iterations that had no result, the ones that were not begun among them")
  func iterations() throws {
    let machine = """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ItemProcessor": {
        "StartAt": "T", "States": {"T": \(Self.task(#""ResultPath": null, "End": true"#))}}}}}
      """
    var driven = try Driven(machine, ["T": [["result": 1], ["error": "X"]]], input: ["a", "b", "c"])
    #expect(driven.status == .failed)
    try driven.redrive(["T": [["result": 2], ["result": 3]]])
    #expect(driven.status == .succeeded && driven.output == #"["a","b","c"]"#)
    let iterations = driven.history.filter { $0.type.hasPrefix("MapIteration") }
      .map { "\($0.type) \($0.subject ?? "")" }
    #expect(
      iterations == [
        "MapIterationStarted M [0]", "MapIterationSucceeded M [0]", "MapIterationStarted M [1]",
        "MapIterationFailed M [1]", "MapIterationStarted M [1]", "MapIterationSucceeded M [1]",
        "MapIterationStarted M [2]", "MapIterationSucceeded M [2]",
      ])
  }

  @Test("runs only the child executions that failed of a distributed Map, from the state where each failed")
  func children() throws {
    let machine = """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 2, "ToleratedFailureCount": 1,
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "S", "States": {"S": \(Self.task(#""Next": "T""#)), "T": \(Self.task(#""End": true"#))}}}}}
      """
    var driven = try Driven(
      machine,
      [
        "S": ["result": "s"],
        "T": [["result": "1"], ["error": "X"], ["error": "Y"], ["result": "late", "seconds": 9]],
      ], input: [1, 2, 3, 4])
    #expect(driven.error == "States.ExceedToleratedFailureThreshold")
    try driven.redrive(["S": [], "T": [["result": "2"], ["result": "3"], ["result": "4"]]])
    #expect(driven.status == .succeeded && driven.output == #"["1","2","3","4"]"#, "\(driven.complaint)")
    #expect(driven.history.map(\.type).contains("MapRunRedriven"))
  }

  @Test("writes the results that a distributed Map had when its ResultWriter failed, and no item runs again")
  func writer() throws {
    let machine = """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "T", "States": {"T": \(Self.task(#""End": true"#))}}}}}
      """
    var driven = try Driven(
      machine, ["T": [["result": 1], ["result": 2]]], input: [1, 2], writerFailure: "States.ResultWriterFailed")
    #expect(driven.error == "States.ResultWriterFailed")
    try driven.redrive(["T": []])
    #expect(driven.status == .succeeded, "\(driven.complaint)")
  }

  @Test("goes into what is nested, as deep as it failed")
  func nested() throws {
    let machine = """
      {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [\(Self.branch("A")),
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemsPath": "$.items", "ItemProcessor": {
          "StartAt": "Q", "States": {"Q": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "One", "States": {"One": {"Type": "Pass", "Assign": {"seen": 7}, "Next": "T"},
              "T": \(Self.task(#""Assign": {"x.$": "$seen"}, "End": true"#))}},
            \(Self.branch("U"))]}}}}}}]}}}
      """
    var driven = try Driven(
      machine, ["A": ["result": "a"], "T": [["result": "t"], ["error": "X", "seconds": 3]], "U": ["result": "u"]],
      input: ["items": [1, 2]])
    #expect(driven.status == .failed)
    try driven.redrive(["A": [], "T": [["result": "t2"]], "U": []])
    #expect(driven.output == #"["a",[["t","u"],["t2","u"]]]"#, "\(driven.complaint)")
  }

  @Test("counts retries anew, gives tasks and the machine their whole time again, and is told in the context")
  func counters() throws {
    let machine = """
      {"StartAt": "T", "TimeoutSeconds": 100, "States": {
        "T": \(Self.task(#""TimeoutSeconds": 60, "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 1}], "Next": "C""#)),
        "C": {"Type": "Pass", "Parameters": {"n.$": "$$.Execution.RedriveCount"}, "End": true}}}
      """
    var driven = try Driven(machine, ["T": [["error": "X"], ["error": "X", "seconds": 50]]])
    #expect(driven.error == "X")
    try driven.redrive(["T": [["error": "X", "seconds": 40], ["error": "X", "seconds": 40]]])
    #expect(driven.error == "X")
    try driven.redrive(["T": [["error": "X", "seconds": 40], ["result": 1, "seconds": 50]]])
    #expect(driven.status == .succeeded && driven.output == #"{"n":2}"#)
  }

  @Test(
    "does the state again that failed by itself, or in which the machine's time ran out",
    arguments: [
      (
        #"{"Type": "Choice", "Choices": [{"Variable": "$.x", "NumericEquals": 1, "Next": "Z"}]}"#,
        "States.NoChoiceMatched"
      ),
      (#"{"Type": "Fail", "Error": "Own"}"#, "Own"),
      (#"{"Type": "Pass", "Parameters": {"a.$": "$.none"}, "Next": "Z"}"#, "States.ParameterPathFailure"),
      (#"{"Type": "Wait", "Seconds": 500, "Next": "Z"}"#, "States.Timeout"),
    ])
  func failures(state: String, error: String) throws {
    let ways = state.contains("\"Z\"") ? #", "Z": {"Type": "Succeed"}"# : ""
    var driven = try Driven(
      #"{"StartAt": "S", "TimeoutSeconds": 10, "States": {"S": \#(state)\#(ways)}}"#, [:], input: ["x": 2])
    #expect(driven.error == error)
    let entered = driven.history.count { $0.type.hasSuffix("StateEntered") }
    try driven.redrive([:])
    #expect(driven.error == error)
    #expect(driven.history.count { $0.type.hasSuffix("StateEntered") } == entered)
    #expect(driven.history.last?.type == (error == "States.Timeout" ? "ExecutionTimedOut" : "ExecutionFailed"))
  }

  @Test("changes nothing of what runs or has succeeded")
  func succeeded() throws {
    var driven = try Driven(Self.five, ["A": 1, "B": 2, "C": 3, "D": 4, "E": 5])
    let before = driven.history.count
    try driven.redrive([:])
    #expect(driven.status == .succeeded && driven.history.count == before)
  }

  @Test("starts whole again where a retry of the whole state had begun, and after a stop")
  func stopped() throws {
    let machine = """
      {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Retry": [{"ErrorEquals": ["X"]}],
        "Branches": [\(Self.branch("A")), \(Self.branch("B"))]}}}
      """
    var driven = try Driven(
      machine, ["A": ["result": "a"], "B": [["error": "X"], ["error": "Y", "seconds": 2]]])
    #expect(driven.error == "Y")
    try driven.redrive(["A": [], "B": [["result": "b"]]])
    #expect(driven.output == #"["a","b"]"#)
  }

  @Test("is played from the log as it was")
  func replayed() throws {
    var driven = try Driven(Self.five, ["A": 1, "B": ["error": "X"]])
    try driven.redrive(["B": [["result": 2]], "C": ["error": "Y"]])
    try driven.redrive(["C": [["result": 3]], "D": 4, "E": 5])
    #expect(driven.status == .succeeded)
    let wanted = driven.history.map(\.json.text)
    for kept in 0...driven.log.count {
      let inputs = try driven.log.map { try JSONValue(parsing: $0.json.text) }.compactMap(ExecutionInput.init)
      #expect(inputs == driven.log)
      var execution = Execution(
        replaying: inputs.prefix(kept), of: try MachineDefinition(parsing: Self.five), input: [:], facts: Played.facts,
        at: Played.start, seed: 1)
      for input in inputs.dropFirst(kept) { execution.apply(input) }
      #expect(execution.takeEvents().map(\.json.text) == wanted)
    }
  }
}

/// An execution that is played, and redriven.
private struct Driven {
  private var execution: Execution
  private(set) var history: [HistoryEvent] = []
  private(set) var log: [ExecutionInput] = []
  private(set) var complaint = ""

  var status: ExecutionStatus { execution.status }
  var output: String? { execution.output?.text }
  var error: String? { execution.failure?.error }

  init(_ machine: String, _ mocks: JSONValue, input: JSONValue = [:], writerFailure: String? = nil) throws {
    execution = Execution(
      try MachineDefinition(parsing: machine), input: input, facts: Played.facts, at: Played.start, seed: 1)
    try play(mocks, writerFailure)
  }

  mutating func redrive(_ mocks: JSONValue) throws {
    let redrive = ExecutionInput.redrive(at: execution.now)
    log.append(redrive)
    execution.apply(redrive)
    try play(mocks)
  }

  private mutating func play(_ mocks: JSONValue, _ writerFailure: String? = nil) throws {
    var (history, log) = (history, log)
    var simulation = Simulation(
      execution, Answers(mocks: try MockedTasks(mocks), writerFailure: writerFailure),
      log: { log.append($0) }, record: { history.append($0) })
    do throws(MissingAnswer) { try simulation.run() } catch { complaint = "\(error)" }
    execution = simulation.execution
    (self.history, self.log) = (history, log)
  }
}

/// Mocks whose ResultWriter can fail.
private struct Answers: TaskRunner {
  var mocks: MockedTasks
  let writerFailure: String?

  mutating func answer(_ request: TaskRequest) throws(MissingAnswer) -> PlannedAnswer {
    if request.purpose == .results, let error = writerFailure {
      return PlannedAnswer(.failure(StateFailure(error: error, cause: nil)))
    }
    return try mocks.answer(request)
  }
}
