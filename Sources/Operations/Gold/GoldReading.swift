import Foundation

/// The Gold dashboards: figures computed from the tables.
package protocol GoldReading: Sendable {
  /// In the order the project lists them.
  func dashboards(asOf: Date?) throws -> [DashboardSummary]

  /// Computes a dashboard. Throws `notFound` where there is none of the name.
  /// - Parameters:
  ///   - dashboard: nil is the first one.
  ///   - range: nil is the dashboard's own, ending on the newest day of its data.
  ///   - asOf: of the tables as they stood then, by the dashboard's definition of today.
  func report(dashboard: String?, range: DayRange?, asOf: Date?) throws -> GoldReport

  /// The same of the tables as an execution met them, or left them. Throws `refused` for the end of one that runs.
  func report(dashboard: String?, at edge: ExecutionEdge, of execution: String) throws -> GoldReport
}

/// The moments between which an execution changed something.
package enum ExecutionEdge: String, Sendable, Hashable, Codable { case before, after }

extension GoldReading {
  package func dashboards() throws -> [DashboardSummary] { try dashboards(asOf: nil) }
  package func report(dashboard: String?, range: DayRange?) throws -> GoldReport {
    try report(dashboard: dashboard, range: range, asOf: nil)
  }
}
