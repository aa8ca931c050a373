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

extension CauseState {
  package var mark: Status {
    switch self {
    case .table(let state): state.mark
    case .execution(let status): status.mark
    case .step(let status): status.mark
    case .rule(let status): status == .pass ? .ok : .failed
    case .alarm(let state): state == .alarm ? .failed : state == .ok ? .ok : .unknown
    // What does not start by itself though it is as somebody wanted it.
    case .schedule: .late
    case .scheduler(let state): state == .running ? .running : .failed
    case .well: .ok
    case .missing, .refused, .wrong, .absent: .failed
    case .arrived: .late
    case .waiting: .waiting
    case .ender: .stopped
    }
  }
}
