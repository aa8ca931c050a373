import Foundation
import JSON
import Lake
import Processes
import StatesLanguage

/// Lambda's twin: executables of the project's folder `functions`, JSON in and out.
struct FunctionTwin: TaskTwin {
  let place: TwinPlace

  func perform(_ task: StateTask) throws -> JSONValue {
    guard let action = task.action else {
      return try payload(of: try call(FunctionFile.name(in: task.request.resource.text), task.input, task))
    }
    guard action == "invoke" else { throw TaskTwins.missing(task) }
    let function = FunctionFile.name(in: try task.text("FunctionName"))
    let answer = try payload(of: try call(function, task.input["Payload"] ?? [:], task))
    return ["ExecutedVersion": "$LATEST", "Payload": answer, "StatusCode": 200]
  }

  // MARK: The call

  private func call(_ name: String, _ input: JSONValue, _ task: StateTask) throws -> FunctionEnd {
    let executable = try executable(name)
    let longest = FunctionLimits.longest
    // A state that gives less time cancels the task itself; the limit is for one that nobody watches any more.
    let seconds = task.request.timeoutSeconds.map { min(Double($0) + 10, longest) } ?? longest
    let call = FunctionCall(folder: place.folder(of: task.execution) + "/\(task.request.token)")
    let end = try call.perform(
      executable, in: place.workspace.project.folder, input: input, limits: FunctionLimits(seconds: seconds)
    ) { !task.cancellation.isSet }
    for line in call.log.prefix(1000) { task.reporter.log(.info, line) }
    return end
  }

  private func executable(_ name: String) throws -> String {
    switch FunctionFile(place.workspace.project).find(name) {
    case .executable(let path): return path
    case .missing(let reason):
      throw StateFailure(
        error: "Lambda.ResourceNotFoundException", cause: reason + ".")
    }
  }

  // MARK: Its end

  private func payload(of end: FunctionEnd) throws(StateFailure) -> JSONValue {
    switch end {
    case .answered(let bytes):
      if bytes.allSatisfy({ [0x20, 0x0A, 0x0D, 0x09].contains($0) }) { return .null }
      guard let answer = try? JSONValue(parsing: bytes) else {  // where it broke would not be told by Lambda either
        throw failure("Runtime.InvalidResponse", "the answer on standard output is no JSON")
      }
      return answer
    case .exited(let status, let bytes):
      if let answer = try? JSONValue(parsing: bytes), let type = answer["errorType"]?.stringValue {
        throw StateFailure(error: type, cause: answer.text)
      }
      throw failure("Runtime.ExitError", "the function ended with status \(status); its log says why")
    case .signalled(let signal): throw failure("Runtime.ExitError", "the function was ended by signal \(signal)")
    case .timedOut(let seconds): throw failure("Sandbox.Timedout", "Task timed out after \(seconds) seconds")
    case .flooded(let bytes):
      throw failure("Function.ResponseSizeTooLarge", "the answer is larger than \(bytes) bytes")
    case .cancelled: throw failure("States.TaskFailed", "nobody waits for the function any more")
    case .notStarted(let reason): throw failure("Runtime.InvalidEntrypoint", reason)
    }
  }

  private func failure(_ type: String, _ message: String) -> StateFailure {
    let cause: JSONValue = ["errorType": .string(type), "errorMessage": .string(message)]
    return StateFailure(error: type, cause: cause.text)
  }
}
