import Metrics

/// A metric in one unit, as it occurs in the journal.
package struct MetricStream: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let metric: MetricName
  package let unit: MetricUnit

  package init(
    id: Int64, metric: MetricName, unit: MetricUnit
  ) {
    self.id = id
    self.metric = metric
    self.unit = unit
  }
}
