import Foundation

/// The Gold dashboards: figures computed from the tables.
package protocol GoldReading: Sendable {
  /// In the order the project lists them.
  func dashboards(asOf: Date?) throws -> [DashboardSummary]

  /// Computes a dashboard. Throws `notFound` where there is none of the name.
  /// - Parameters:
  ///   - dashboard: nil is the first one.
  ///   - range: nil is the dashboard's own, ending on the newest day of its data.
  func report(dashboard: String?, range: DayRange?, asOf: Date?) throws -> GoldReport
}

extension GoldReading {
  package func dashboards() throws -> [DashboardSummary] { try dashboards(asOf: nil) }
  package func report(dashboard: String?, range: DayRange?) throws -> GoldReport {
    try report(dashboard: dashboard, range: range, asOf: nil)
  }
}
