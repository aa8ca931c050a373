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
      return try payload(of: try call(name(in: task.request.resource.text), task.input, task))
    }
    guard action == "invoke" else { throw TaskTwins.missing(task) }
    let function = name(in: try task.text("FunctionName"))
    let answer = try payload(of: try call(function, task.input["Payload"] ?? [:], task))
    return ["ExecutedVersion": "$LATEST", "Payload": answer, "StatusCode": 200]
  }

  /// `clean` of a name, `clean:alias`, or an ARN that ends so.
  private func name(in text: String) -> String {
    let parts = text.split(separator: ":").map(String.init)
    if let place = parts.firstIndex(of: "function"), parts.count > place + 1 { return parts[place + 1] }
    return parts.first ?? text
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
    let folder = place.workspace.project.folder + "/functions"
    let missing = "Lambda.ResourceNotFoundException"
    guard !name.isEmpty, name.utf8.allSatisfy({ Self.letters.contains($0) }) else {
      throw StateFailure(error: missing, cause: "“\(name)” is no name of a function.")
    }
    // A folder that is not there has no functions.
    let found = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0 == name || $0.hasPrefix(name + ".") }.sorted()
    guard found.count == 1 else {
      let names = found.joined(separator: ", ")
      throw StateFailure(
        error: missing,
        cause: found.isEmpty ? "There is no functions/\(name)." : "functions/\(name) may be each of \(names).")
    }
    let path = folder + "/" + found[0]
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw StateFailure(error: missing, cause: "functions/\(found[0]) may not be executed: chmod +x it.")
    }
    return path
  }

  private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)

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
