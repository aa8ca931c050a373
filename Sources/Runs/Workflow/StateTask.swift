import Clocks
import Foundation
import JSON
import Lake
import StatesLanguage
import Synchronization
import Words

/// Whether somebody still waits for a task.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  private let hooks = Mutex<[@Sendable () -> Void]>([])

  package init() {}
  package var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() {
    flag.store(true, ordering: .releasing)
    for hook in hooks.withLock({ $0 }) { hook() }
  }

  /// Called once more where it is set already.
  func whenSet(_ hook: @escaping @Sendable () -> Void) {
    hooks.withLock { $0.append(hook) }
    if isSet { hook() }
  }
}

/// One attempt of a Task state, as whoever does it sees it.
package struct StateTask: Sendable {
  package let request: TaskRequest
  package let execution: ExecutionID
  /// The day the execution is for.
  package let runDate: CalendarDay
  package let cancellation: Cancellation
  let reporter: any StepReporter
  /// Tells that its job has started, and what its start gave.
  let submitted: @Sendable (JSONValue) -> Void
  /// Values for its step's details.
  let note: @Sendable (JSONObject) -> Void

  /// Names this attempt in all executions, and the same one after a kill.
  var key: String { "\(execution)/\(request.token)" }
  var input: JSONValue { request.input }
  var isJob: Bool { request.resource.pattern == .job }

  /// `startJobRun` of `glue:startJobRun.sync`; nil where it is called by the ARN of a function.
  var action: String? {
    guard case .service(_, let action) = request.resource.surface else { return nil }
    return String(action.prefix { $0 != "." })
  }

  /// What the service is given; the reader and the writer of a Map have more beside it.
  var parameters: JSONValue {
    request.purpose == .task ? input : input["Parameters"] ?? input["Arguments"] ?? [:]
  }

  func text(_ parameter: String) throws(StateFailure) -> String {
    guard let text = parameters[parameter]?.stringValue, !text.isEmpty else {
      throw StateFailure(
        error: "States.Runtime", cause: "The Parameters of the state '\(request.state)' need \(parameter), a text.")
    }
    return text
  }
}

/// Does what the tasks of one service ask on this machine.
package protocol TaskTwin: Sendable {
  /// Blocks until it is done; throws a `StateFailure` with the service's own error name.
  func perform(_ task: StateTask) throws -> JSONValue
}
