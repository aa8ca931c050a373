import Foundation
import JSON

/// The name of one attempt of a task.
package struct TaskToken: Hashable, Sendable, CustomStringConvertible {
  package let number: Int
  package init(_ number: Int) { self.number = number }
  package var description: String { "task-\(number)" }
}

/// What a task is asked to do.
package struct TaskRequest: Sendable {
  package enum Purpose: Sendable, Hashable {
    case task
    /// Gives the items of a distributed Map, as an array.
    case items
    /// Takes the results of a distributed Map.
    case results
  }

  package let token: TaskToken
  package let purpose: Purpose
  /// The state's name.
  package let state: String
  package let resource: TaskResource
  package let input: JSONValue
  /// 0 for the first try.
  package let retry: Int
  package let timeoutSeconds: Int?
  package let heartbeatSeconds: Int?
}

/// What is heard of a task.
package enum TaskReport: Sendable, Hashable {
  /// A job was started (`.sync`), or a callback is waited for.
  case submitted(JSONValue)
  case heartbeat
  case succeeded(JSONValue)
  case failed(StateFailure)
}

/// What comes into an execution from outside. An execution is its definition, its input, a seed and these, in order: with
/// them it is played again to where it stood (`Execution(replaying:)`), which is how one is kept over a kill.
package enum ExecutionInput: Sendable, Hashable {
  case report(TaskToken, TaskReport, at: Date)
  case clock(Date)
  case abort(StateFailure, at: Date)
  /// Whoever carried it out could not go on.
  case breakdown(StateFailure, at: Date)
  /// Goes on after it ended without success, at the states that it had not left.
  case redrive(at: Date)
}

/// What an execution wants done.
package enum Effect: Sendable {
  case start(TaskRequest)
  /// Nobody waits for it any more.
  case cancel(TaskToken)
}
