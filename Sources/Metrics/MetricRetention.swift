/// How long figures are kept, and how coarsely (CloudWatch "Metrics retention"): as they were measured, then a statistic set
/// for each five minutes, then for each hour.
package struct MetricRetention: Sendable, Hashable {
  package var rawDays = 15
  package var fiveMinuteDays = 63
  package var hourDays = 455

  /// Seconds; the period of statistic sets as they were put.
  package static let finest = 1

  package init() {}
}
