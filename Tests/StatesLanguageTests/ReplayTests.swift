import JSON
import JSONata
import StatesLanguage
import Testing

@Suite("An execution that was interrupted") struct ReplayTests {
  private static let machine = """
    {"StartAt": "T", "States": {
      "T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 50, "Next": "W",
        "Retry": [{"ErrorEquals": ["States.ALL"], "JitterStrategy": "FULL"}]},
      "W": {"Type": "Wait", "Seconds": 5, "Next": "P"},
      "P": {"Type": "Parallel", "Next": "M", "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}},
        {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 2, "End": true}}}]},
      "M": {"Type": "Map", "MaxConcurrency": 2, "Next": "U", "ItemProcessor": {"StartAt": "I", "States": {
        "I": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}},
      "U": {"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}, "End": true}}}
    """

  @Test("goes on from its log with the same history, and asks for no task that had an answer")
  func anywhere() throws {
    let mocks: JSONValue = [
      "T": [["error": "X"], ["error": "Y"], ["result": 1, "seconds": 3]], "A": ["result": 2, "seconds": 7],
      "I": ["result": 3, "seconds": 1],
    ]
    let whole = try Played(Self.machine, mocks: mocks)
    #expect(whole.status == .succeeded && whole.log.count > 8)
    let wanted = whole.history.map(\.json.text)
    for kept in 0...whole.log.count {
      // As lines of a file: what is read back is the same.
      let lines = try whole.log.map { try JSONValue(parsing: $0.json.text) }
      let inputs = lines.compactMap(ExecutionInput.init)
      #expect(inputs == whole.log)
      let definition = try MachineDefinition(parsing: Self.machine)
      var execution = Execution(
        replaying: inputs.prefix(kept), of: definition, input: [:], facts: Played.facts, at: Played.start, seed: 1)
      let before = execution.takeEvents()
      let answered = Set(inputs.prefix(kept).compactMap(Self.answered))
      #expect(execution.tasksAtWork.allSatisfy { !answered.contains($0.token) })
      for input in inputs.dropFirst(kept) { execution.apply(input) }
      let played = (before + execution.takeEvents()).map(\.json.text)
      #expect(played == wanted)
    }
  }

  private static func answered(_ input: ExecutionInput) -> TaskToken? {
    guard case .report(let token, let report, _) = input else { return nil }
    switch report {
    case .succeeded, .failed: return token
    case .submitted, .heartbeat: return nil
    }
  }

  @Test("an answer that comes twice, or after the end, changes nothing")
  func lateAnswers() throws {
    let definition = try MachineDefinition(
      parsing:
        #"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}"#
    )
    var execution = Execution(definition, input: [:], facts: Played.facts, at: Played.start, seed: 1)
    let answer = ExecutionInput.report(TaskToken(1), .succeeded(1), at: Played.start)
    execution.apply(.report(TaskToken(7), .succeeded(9), at: Played.start))
    #expect(execution.status == .running)
    execution.apply(answer)
    execution.apply(answer)
    execution.apply(.abort(StateFailure(error: "late", cause: nil), at: Played.start))
    #expect(execution.status == .succeeded && execution.output == 1)
    #expect(execution.takeEvents().count == 7)
  }
}
