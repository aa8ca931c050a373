import Metrics
import Words

/// How a link of a chain of causes is: as that which it is of is, where that has states of its own.
package enum CauseState: Sendable, Hashable {
  case table(HealthState)
  case execution(ExecutionStatus)
  case step(StepStatus)
  case rule(RuleStatus)
  case alarm(AlarmState)
  case schedule(ScheduleSummary.State)
  case scheduler(SchedulerSummary.State)
  /// Nothing is wrong.
  case well
  /// A file that should be there, or whatever would come next, is not.
  case missing
  /// A file that was missing has come.
  case arrived
  /// A file is there and was not taken in.
  case waiting
  /// A file could not be taken in.
  case refused
  /// A definition.
  case wrong
  /// There is none that would do it.
  case absent
  /// Somebody ended it.
  case ender

  /// As people and programs read it.
  package var word: String {
    switch self {
    case .table(let state): state.rawValue
    case .execution(let status): status.rawValue
    case .step(let status): status.rawValue
    case .rule(let status): status.word
    case .alarm(let state): state.rawValue
    case .schedule(let state): state.rawValue
    case .scheduler(let state): state.rawValue
    case .well: "OK"
    case .missing: "MISSING"
    case .arrived: "THERE NOW"
    case .waiting: "WAITING"
    case .refused: "REFUSED"
    case .wrong: "WRONG"
    case .absent: "ABSENT"
    case .ender: "STOPPED IT"
    }
  }
}
