/// What an alarm looks at.
package enum AlarmSubject: Sendable, Hashable {
  case metric(MetricStatistic)
  case math(AlarmMath)

  /// The id that datapoints of an alarm on one metric go by.
  package static let plainID = "value"

  /// The metrics whose datapoints it takes, by the ids of their queries.
  package var metrics: [(id: String, metric: MetricStatistic)] {
    switch self {
    case .metric(let metric): [(Self.plainID, metric)]
    case .math(let math): math.math.metrics
    }
  }
}

/// Metric math of which one query is judged.
package struct AlarmMath: Sendable, Hashable {
  package let math: MetricMath
  /// The query that is judged; one series.
  package let judged: String
  /// The query that gives the band it is held against; nil for a threshold.
  package let band: String?

  package init(_ math: MetricMath, judged: String, band: String? = nil) {
    (self.math, self.judged, self.band) = (math, judged, band)
  }
}
