import Foundation
import Metrics

/// Datapoints, and the sets that old ones are rolled up into.
package protocol MetricStore: Sendable {
  func put(_ datapoints: [Datapoint]) throws(JournalError)

  /// The streams of a namespace or of all, in the order they first appeared; `after` is the id of the last one of a page.
  func metricStreams(
    namespace: String?, name: String?, dimension: MetricDimension?, after: Int64, limit: Int
  ) throws(JournalError) -> [MetricStream]

  /// The values of a metric with `from <= at < until`, and the statistic sets of what was rolled up or put as such, oldest
  /// first. Where there are more than the limit, the newest.
  func samples(
    of metric: MetricName, unit: MetricUnit, from: Date, until: Date, limit: Int
  ) throws(JournalError) -> [Sample]

  func samples(
    of stream: MetricStream, from: Date, until: Date, limit: Int
  ) throws(JournalError) -> [Sample]

  /// A statistic that sets can tell, of each period that has a sample, oldest first. The journal gathers the samples, so
  /// that a year of minutes need not be carried out of it.
  ///
  /// - Parameter statistic: one that does not need each sample; others are asked for with `samples`.
  func periodValues(
    of stream: MetricStream, _ statistic: Statistic, _ periods: PeriodSeries, from: Date, until: Date
  ) throws(JournalError) -> [PeriodValue]

  /// A set of samples of one metric, at a moment.
  func put(
    _ set: StatisticSet, of metric: MetricName, unit: MetricUnit, at moment: Date
  ) throws(JournalError)
}
