import Clocks
import Foundation
import Ledger

/// Notices a clock that was set back: the run goes on, since no table depends on it, but ages would puzzle a person.
struct ClockCheck {
  let journal: any RunLedger

  /// Clocks of machines that share a journal, and of a machine that keeps time over the network, differ by this much.
  private static let tolerance: TimeInterval = 5

  func look(_ execution: ExecutionRecord) throws {
    guard let last = try journal.executions(.init(before: execution.id), limit: 1).first,
      last.startedAt.timeIntervalSince(execution.startedAt) > Self.tolerance
    else { return }
    try journal.append([
      NewLogLine(
        execution: execution.id, level: .warning,
        message: """
          the clock shows \(Timestamp.text(execution.startedAt)), but the run before this one began at \
          \(Timestamp.text(last.startedAt)). See that it is right: ages and freshness go by it, the tables do not
          """)
    ])
  }
}
