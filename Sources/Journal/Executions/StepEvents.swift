import JSON
import Ledger
import Words

/// Which events a step's change of state is.
enum StepEvents {
  /// A state is entered once; every attempt is scheduled and started.
  static func start(of name: String, attempt: Int) -> [NewEvent] {
    let state = StepName(name)
    let tried = [EventType.taskScheduled, .taskStarted].map { NewEvent(type: $0, state: state, attempt: attempt) }
    return attempt > 1 ? tried : [NewEvent(type: .taskStateEntered, state: state)] + tried
  }

  static func end(of commit: StepCommit, attempt: Int) -> [NewEvent] {
    switch commit.status {
    case .waiting, .running: []
    case .succeeded:
      [
        NewEvent(type: .taskSucceeded, state: StepName(commit.step), attempt: attempt, payload: result(commit)),
        NewEvent(type: .taskStateExited, state: StepName(commit.step)),
      ]
    case .failed: [failure(of: commit.step, attempt: attempt, commit.error, commit.cause)]
    case .stopped: [NewEvent(type: .taskStateAborted, state: StepName(commit.step), attempt: attempt)]
    case .skipped:
      [
        NewEvent(
          type: .taskStateSkipped, state: StepName(commit.step), payload: ["message": .optional(commit.message)])
      ]
    }
  }

  static func failure(of name: String, attempt: Int, _ error: FailureName?, _ cause: String?) -> NewEvent {
    NewEvent(
      type: error == .stateTimeout ? .taskTimedOut : .taskFailed, state: StepName(name), attempt: attempt,
      payload: reason(error, cause))
  }

  static func reason(_ error: FailureName?, _ cause: String?) -> JSONValue {
    ["error": .optional(error?.rawValue), "cause": .optional(cause)]
  }

  private static func result(_ commit: StepCommit) -> JSONValue {
    let counts = commit.counts
    return [
      "rows": [
        "read": .int(counts.read), "inserted": .int(counts.inserted), "updated": .int(counts.updated),
        "deleted": .int(counts.deleted), "superseded": .int(counts.superseded), "rejected": .int(counts.rejected),
        "removed": .int(counts.removed),
      ],
      "versionAfter": .optional(commit.versionAfter), "message": .optional(commit.message),
    ]
  }
}
