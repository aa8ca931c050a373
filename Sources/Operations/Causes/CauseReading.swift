import Foundation

/// Why something is not as it should be: the way from what is seen to the first cause.
package protocol CauseReading: Sendable {
  /// From the subject to the first cause, one link after the other. Throws `notFound` where there is no such subject.
  func why(_ subject: CauseSubject, asOf: Date?) throws -> CauseReport

  /// What of the project a name stands for: a table, else an alarm, else a schedule. Throws `notFound`, and `invalid` where
  /// two tables have the name.
  func subject(named name: String) throws -> CauseSubject
}

extension CauseReading {
  package func why(_ subject: CauseSubject) throws -> CauseReport { try why(subject, asOf: nil) }
}

/// What may be asked about.
package enum CauseSubject: Sendable, Hashable, CustomStringConvertible {
  /// The worst there is: of all tables, alarms and the newest run.
  case everything
  /// `gold.sales_daily`
  case table(String)
  case execution(String)
  case step(String, execution: String)
  case alarm(String)
  case schedule(String)
  /// A tile of a Gold dashboard, or the dashboard as a whole: the worst table it reads.
  case tile(String?, dashboard: String)

  /// As an operator says it.
  package var description: String {
    switch self {
    case .everything: "this environment"
    case .table(let name), .alarm(let name), .execution(let name), .schedule(let name): name
    case .step(let name, let execution): "\(name) of \(execution)"
    case .tile(let tile, let dashboard): [tile, dashboard].compactMap(\.self).joined(separator: " of ")
    }
  }
}
