import Lake
import ModelSQL

/// When a worker is killed.
enum KillMoment: Hashable, CustomStringConvertible {
  /// It kills itself between two of its own acts.
  case failpoint(Failpoint, table: String)
  /// Some microseconds after a step of it began.
  case during(step: String, microseconds: UInt32)
  /// Some microseconds after it was started.
  case beginning(microseconds: UInt32)

  var failpoint: String? {
    guard case .failpoint(let point, let table) = self else { return nil }
    return "\(point.rawValue)@\(table)"
  }

  var description: String {
    switch self {
    case .failpoint(let point, let table): "at \(point.rawValue) of \(table)"
    case .during(let step, let microseconds): "\(microseconds) µs into \(step)"
    case .beginning(let microseconds): "\(microseconds) µs after its start"
    }
  }
}
