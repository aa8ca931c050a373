import Clocks
import Foundation
import JSON
import Ledger
import StatesLanguage
import Words

/// The twin of Step Functions itself: another workflow of the project.
struct ExecutionTwin: TaskTwin {
  let place: TwinPlace

  func perform(_ task: StateTask) throws -> JSONValue {
    guard task.action == "startExecution" else { throw TaskTwins.missing(task) }
    let machine = String(try task.text("StateMachineArn").split(separator: ":").last ?? "")
    let key = "task \(task.key)"
    let started: ExecutionRecord
    if let before = try place.journal.execution(startedBy: key) {
      started = before
      if started.status == .running, started.worker == nil { try place.starter.launch(started.id) }
    } else {
      started = try start(machine, key, task)
    }
    task.note(["execution": .string(started.id.rawValue)])
    let arn = ExecutionFacts(name: started.input["name"]?.stringValue ?? started.id.rawValue, machine: machine).arn
    let start: JSONValue = ["ExecutionArn": .string(arn), "StartDate": .string(Timestamp.text(started.startedAt))]
    guard task.isJob else { return start }
    task.submitted(start)
    let ended = try place.wait(for: started.id, task)
    return try answer(ended, arn, isParsed: task.request.resource.text.hasSuffix(":2"))
  }

  private func start(_ machine: String, _ key: String, _ task: StateTask) throws -> ExecutionRecord {
    var input = WorkflowInput(workflow: machine, input: task.input["Input"] ?? [:])
    input.name = task.input["Name"]?.stringValue
    do {
      return try place.starter.start(
        input, trigger: .workflow(task.execution.rawValue), by: nil, key: input.name == nil ? key : nil)
    } catch let error as RunError where error.error == .executionExists {
      throw StateFailure(error: "StepFunctions.ExecutionAlreadyExistsException", cause: error.cause)
    } catch let error as RunError where error.error == .notFound {
      throw StateFailure(error: "StepFunctions.StateMachineDoesNotExistException", cause: error.cause)
    }
  }

  /// `.sync` gives input and output as texts, `.sync:2` as JSON.
  private func answer(_ ended: ExecutionRecord, _ arn: String, isParsed: Bool) throws -> JSONValue {
    let output = try place.journal.workflowOutput(of: ended.id)
    func form(_ value: JSONValue) -> JSONValue { isParsed ? value : .string(value.text) }
    var answer: JSONObject = [
      "ExecutionArn": .string(arn), "Status": .string(ended.status.rawValue),
      "StartDate": .string(Timestamp.text(ended.startedAt)),
      "StopDate": .optional(ended.endedAt.map(Timestamp.text)), "Input": form(ended.input["input"] ?? [:]),
    ]
    if let output { answer["Output"] = form(output) }
    guard ended.status == .succeeded else {
      answer["Error"] = .optional(ended.error?.rawValue)
      answer["Cause"] = .optional(ended.cause)
      throw StateFailure(error: "States.TaskFailed", cause: JSONValue.object(answer).text)
    }
    return .object(answer)
  }
}
