import Foundation

/// Freshness and health of every layer and table, and executions that run or failed.
package protocol StatusReading: Sendable {
  /// Cheap enough for once a second: no data file is opened.
  func status(asOf: Date?) throws -> StatusReport
}

extension StatusReading {
  package func status() throws -> StatusReport { try status(asOf: nil) }
}
