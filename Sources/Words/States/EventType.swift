/// What happened in an execution, in the words of Step Functions' history (`HistoryEvent.type` of its API).
///
/// The set is open: state machines have more types than the steps of a run, and a newer program may know others.
package struct EventType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  private init(_ name: String) { rawValue = name }

  package var description: String { rawValue }
}

extension EventType {
  package static let executionStarted = EventType("ExecutionStarted")
  package static let executionSucceeded = EventType("ExecutionSucceeded")
  package static let executionFailed = EventType("ExecutionFailed")
  package static let executionTimedOut = EventType("ExecutionTimedOut")
  package static let executionAborted = EventType("ExecutionAborted")
  /// Went on after it had ended.
  package static let executionRedriven = EventType("ExecutionRedriven")
  /// Once a state; its attempts follow.
  package static let taskStateEntered = EventType("TaskStateEntered")
  /// Once an attempt, as are the next four.
  package static let taskScheduled = EventType("TaskScheduled")
  package static let taskStarted = EventType("TaskStarted")
  package static let taskSucceeded = EventType("TaskSucceeded")
  package static let taskFailed = EventType("TaskFailed")
  package static let taskTimedOut = EventType("TaskTimedOut")
  package static let taskStateExited = EventType("TaskStateExited")
  package static let taskStateAborted = EventType("TaskStateAborted")
  /// Our own: a step that could not be entered because something before it did not succeed.
  package static let taskStateSkipped = EventType("TaskStateSkipped")

  /// How an execution ended; nil while it runs.
  package init?(_ status: ExecutionStatus) {
    switch status {
    case .running: return nil
    case .succeeded: self = .executionSucceeded
    case .failed: self = .executionFailed
    case .timedOut: self = .executionTimedOut
    case .aborted: self = .executionAborted
    }
  }
}
