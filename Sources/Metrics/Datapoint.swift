import Foundation

/// One measured value of one metric at one moment.
package struct Datapoint: Sendable, Hashable {
  package let metric: MetricName
  package let unit: MetricUnit
  package let value: Double
  package let at: Date

  package init(_ metric: MetricName, unit: MetricUnit, value: Double, at: Date) {
    self.metric = metric
    self.unit = unit
    self.value = value
    self.at = at
  }
}

/// A value and when it was measured, without the stream it belongs to.
package struct Sample: Sendable, Hashable {
  package let at: Date
  /// The value; of a statistic set its mean.
  package let value: Double
  /// Nil for a single value.
  package let set: StatisticSet?

  package init(at: Date, value: Double) { (self.at, self.value, set) = (at, value, nil) }

  package init(at: Date, set: StatisticSet) {
    (self.at, self.set) = (at, set)
    value = set.sum / set.sampleCount
  }
}
