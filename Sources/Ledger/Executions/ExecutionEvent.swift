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

  package init(
    id: Int64, previousID: Int64, type: EventType, at: Date, state: StepName?, attempt: Int?, payload: JSONValue
  ) {
    self.id = id
    self.previousID = previousID
    self.type = type
    self.at = at
    self.state = state
    self.attempt = attempt
    self.payload = payload
  }
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

  package init(
    number: Int, startedAt: Date, endedAt: Date? = nil, status: StepStatus = StepStatus.running,
    error: FailureName? = nil, cause: String? = nil
  ) {
    self.number = number
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.status = status
    self.error = error
    self.cause = cause
  }

  /// Follows one event of the attempt.
  package mutating func follow(_ event: ExecutionEvent) {
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
