import Foundation
import JSON
import Words

/// One thing that happened in an execution. Events are appended in the transaction that makes them true, and never changed.
package struct ExecutionEvent: Sendable, Hashable, Identifiable {
  /// Its place in its execution, from 1 without a gap.
  package let id: Int64
  /// The event it follows from: of the same state, or of the state before; 0 for the first.
  package let previousID: Int64
  package let type: EventType
  package let at: Date
  /// The step or state it is about; nil for the execution as a whole.
  package let state: StepName?
  /// Which try of the state it belongs to, from 1; nil where none does.
  package let attempt: Int?
  /// By type: `input` of a start; `error` and `cause` of a failure; `rows`, `versionAfter` and `message` of a success.
  package let payload: JSONValue
}

/// One try of a step, as its events tell it.
package struct StepAttempt: Sendable, Hashable {
  /// From 1.
  package let number: Int
  package let startedAt: Date
  /// Nil while it runs.
  package var endedAt: Date?
  package var status = StepStatus.running
  package var error: FailureName?
  package var cause: String?

  /// Follows one event of the attempt.
  mutating func follow(_ event: ExecutionEvent) {
    switch event.type {
    case .taskSucceeded: status = .succeeded
    case .taskFailed, .taskTimedOut: status = .failed
    case .taskStateAborted: status = .stopped
    default: return
    }
    endedAt = event.at
    error = event.payload["error"]?.stringValue.map(FailureName.init)
    cause = event.payload["cause"]?.stringValue
  }
}
