import Canvas
import Operations
import Words

/// How states look everywhere, on screens and in reports: the mark has a glyph, a short word and a colour.

extension ExecutionStatus {
  package var mark: Status {
    switch self {
    case .running: .running
    case .succeeded: .ok
    case .failed, .timedOut: .failed
    case .aborted: .stopped
    }
  }
}

extension StepStatus {
  package var mark: Status {
    switch self {
    case .waiting: .waiting
    case .running: .running
    case .succeeded: .ok
    case .failed: .failed
    case .stopped: .stopped
    case .skipped: .skipped
    }
  }
}

extension HealthState {
  package var mark: Status {
    switch self {
    case .ok: .ok
    case .unknown: .unknown
    case .running: .running
    case .late, .warn: .late
    case .overdue, .failed: .failed
    }
  }
}

extension Status {
  /// Of a link in a chain of causes: LATE, FAILED, ALARM, PAUSED, MISSING …
  package static func of(cause state: String) -> Status {
    if let health = HealthState(rawValue: state) { return health.mark }
    if let run = ExecutionStatus(rawValue: state) { return run.mark }
    if let step = StepStatus(rawValue: state) { return step.mark }
    switch state {
    case "ALARM", "MISSING", "REFUSED", "WRONG", "FAIL", "GONE", "ABSENT", "MISSED": return .failed
    case "PAUSED", "OFF", "OVER", "THERE NOW", "ON": return .late
    case "STOPPED IT": return .stopped
    default: return .unknown
    }
  }
}
