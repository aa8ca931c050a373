import Operations

/// A Gold dashboard over a range of days; nil stands for the default of either.
struct ReportKey: Hashable, Sendable {
  var dashboard: String?
  var range: DayRange?
}

extension Question where Key == ReportKey, Value == GoldReport {
  static var report: Self { Question("report") { try $0.reporting.report(dashboard: $1.dashboard, range: $1.range) } }
}

extension Question where Key == Whole, Value == [DashboardSummary] {
  static var dashboards: Self { Question("dashboards") { operations, _ in try operations.reporting.dashboards() } }
}
