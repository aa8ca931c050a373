import Foundation
import Metrics
import Words

/// What was measured, for whoever browses it.
package protocol MetricReading: Sendable {
  /// Every metric there is, with its newest values until the moment, by namespace, name and dimensions.
  func metrics(asOf: Date?) throws -> [MetricSummary]
  /// Series over time, with the alarms that watch them and the runs that made them, none of it later than the moment.
  func metricChart(_ request: MetricChartRequest, asOf: Date?) throws -> MetricChart

  /// The metrics of a choice in the order they were first measured; empty where there are none.
  func metrics(of choice: MetricChoice, asOf: Date?) throws -> [MetricKey]

  /// A value of each period that has one, oldest first, from `span.lowerBound` on and before `span.upperBound`. Empty for a
  /// metric that is not there.
  func metricValues(
    of key: MetricKey, _ statistic: Statistic, _ periods: PeriodSeries, over span: Range<Date>, asOf: Date?
  ) throws -> [PeriodValue]

  /// What was measured in a span, oldest first, what was rolled up as statistic sets; where there is more than the limit,
  /// the newest.
  func metricSamples(of key: MetricKey, over span: Range<Date>, limit: Int, asOf: Date?) throws -> [Sample]

  /// A dashboard of the project's own with the values of its widgets, none later than the moment. Throws `notFound` where
  /// there is none, and `invalid` with the places of what is wrong in its file.
  func metricDashboard(_ request: MetricDashboardRequest, asOf: Date?) throws -> MetricDashboardPage
}

/// The same with figures of an operator's own.
package protocol MetricOperations: MetricReading {
  /// Adds what was measured to a metric, which is made where there is none.
  func put(_ sample: Sample, of key: MetricKey) throws
}

/// Which metrics are meant; all where nothing is said.
package struct MetricChoice: Sendable, Hashable {
  package var namespace: String?
  package var name: String?
  /// Those that have all of these.
  package var dimensions: [MetricDimension]

  package init(namespace: String? = nil, name: String? = nil, dimensions: [MetricDimension] = []) {
    (self.namespace, self.name, self.dimensions) = (namespace, name, dimensions)
  }
}

extension MetricReading {
  package func metrics() throws -> [MetricSummary] { try metrics(asOf: nil) }
  package func metricChart(_ request: MetricChartRequest) throws -> MetricChart {
    try metricChart(request, asOf: nil)
  }
  package func metricDashboard(_ request: MetricDashboardRequest) throws -> MetricDashboardPage {
    try metricDashboard(request, asOf: nil)
  }
}

/// A metric in one unit, which is one stream of values.
package struct MetricKey: Sendable, Hashable {
  package let metric: MetricName
  package let unit: MetricUnit
  package init(_ metric: MetricName, _ unit: MetricUnit) { (self.metric, self.unit) = (metric, unit) }
}

package struct MetricSummary: Sendable, Hashable {
  package let key: MetricKey
  /// The newest values, oldest first; of a statistic set its mean. Empty where all were removed.
  package let recent: [Double]
  package let newestAt: Date?
  /// The alarms that look at it, and the worst of their states.
  package var alarms: [String] = []
  package var alarmState: AlarmState?

  package init(_ key: MetricKey, recent: [Double], newestAt: Date?) {
    (self.key, self.recent, self.newestAt) = (key, recent, newestAt)
  }

  package var newest: Double? { recent.last }
  /// Against the value before; nil for the first.
  package var change: Double? { recent.count > 1 ? recent[recent.count - 1] - recent[recent.count - 2] : nil }
  package var namespace: String { key.metric.namespace }
  package var name: String { key.metric.name }
  /// The value of a dimension; nil where it has none of that name.
  package func dimension(_ name: String) -> String? { key.metric.dimensions.first { $0.name == name }?.value }
}

package struct MetricChartRequest: Sendable, Hashable {
  package var metrics: [MetricKey]
  /// Nil: as an alarm on the first metric has it, else as suits the metric.
  package var statistic: Statistic?
  /// Seconds; nil: as an alarm on it has it where that fits the span, else as suits the span.
  package var period: Int?
  /// Seconds that are shown.
  package var span: Int
  /// The end of what is shown; nil: now.
  package var until: Date?
  /// So many standard deviations of what is expected of the first metric; nil: no band but an alarm's.
  package var bandWidth: Double?

  package init(_ metrics: [MetricKey], span: Int = 14 * 86_400) { (self.metrics, self.span) = (metrics, span) }
}

package struct MetricChart: Sendable, Hashable {
  package struct Series: Sendable, Hashable {
    package let key: MetricKey
    package let values: [PeriodValue]
    package init(_ key: MetricKey, _ values: [PeriodValue]) { (self.key, self.values) = (key, values) }
  }

  package struct Run: Sendable, Hashable {
    package let at: Date
    package let status: ExecutionStatus
    package init(at: Date, status: ExecutionStatus) { (self.at, self.status) = (at, status) }
  }

  package let statistic: Statistic
  /// Seconds.
  package let period: Int
  package let range: ClosedRange<Date>
  /// Values from here on belong to a period that is still filling.
  package let filling: Date
  package let series: [Series]
  package var alarms: [WatchedSpan] = []
  /// What is expected of the first series.
  package var band: [AlarmDatapoint] = []
  package var runs: [Run] = []

  package init(statistic: Statistic, period: Int, range: ClosedRange<Date>, filling: Date, series: [Series]) {
    (self.statistic, self.period, self.range) = (statistic, period, range)
    (self.filling, self.series) = (filling, series)
  }
}

/// One alarm over a stretch of time.
package struct WatchedSpan: Sendable, Hashable {
  package struct Stay: Sendable, Hashable {
    package let range: ClosedRange<Date>
    package let state: AlarmState
    package init(_ range: ClosedRange<Date>, _ state: AlarmState) { (self.range, self.state) = (range, state) }
  }

  package let alarm: String
  /// Nil where it has a band, or judges another statistic or period than is shown.
  package let threshold: Double?
  /// The states it was in, one after another.
  package let stays: [Stay]

  package init(alarm: String, threshold: Double?, stays: [Stay]) {
    (self.alarm, self.threshold, self.stays) = (alarm, threshold, stays)
  }

  /// The stays that changes make of a stretch of time.
  ///
  /// - Parameter changes: in their order.
  package static func stays(
    _ changes: [StateChangeSummary], over range: ClosedRange<Date>, now state: AlarmState
  ) -> [Stay] {
    var stays: [Stay] = []
    var (start, current) = (range.lowerBound, changes.first { $0.at > range.lowerBound }?.from ?? state)
    for change in changes where change.at > range.lowerBound && change.at <= range.upperBound {
      if change.at > start { stays.append(Stay(start...change.at, current)) }
      (start, current) = (change.at, change.to)
    }
    return stays + [Stay(start...max(start, range.upperBound), current)]
  }
}

package struct StateChangeSummary: Sendable, Hashable {
  package let at: Date
  package let from: AlarmState
  package let to: AlarmState
  package let reason: String
  package init(at: Date, from: AlarmState, to: AlarmState, reason: String) {
    (self.at, self.from, self.to, self.reason) = (at, from, to, reason)
  }
}
