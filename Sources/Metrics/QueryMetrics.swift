import Foundation

/// The figures of queries: what AWS Athena tells of each, and how many there were.
package struct QueryMetrics {
  /// Who asks (Athena's work groups).
  package enum WorkGroup: String, Sendable, Hashable, CaseIterable {
    /// A SELECT that somebody typed.
    case query
    /// One of the project's saved queries.
    case saved
    /// The tiles of a dashboard of Gold.
    case dashboard
    /// A task of a workflow.
    case workflow
  }

  package static let namespace = "AWS/Athena"
  private static let ownNamespace = "Lakehouse/Metrics"

  let group: WorkGroup
  let environment: String
  let at: Date

  package init(_ group: WorkGroup, environment: String, at: Date) {
    (self.group, self.environment, self.at) = (group, environment, at)
  }

  /// - Parameters:
  ///   - bytes: of the files that were read.
  ///   - seconds: that it took; a clock that was set back gives no negative time.
  package func ran(bytes: Int64, seconds: Double, succeeded: Bool) -> [Datapoint] {
    let (athena, own) = (
      [
        MetricDimension("WorkGroup", group.rawValue),
        MetricDimension("QueryState", succeeded ? "SUCCEEDED" : "FAILED"),
      ], [MetricDimension("WorkGroup", group.rawValue), MetricDimension("Environment", environment)]
    )
    return [
      point(Self.namespace, "ProcessedBytes", athena, .bytes, Double(bytes)),
      point(Self.namespace, "TotalExecutionTime", athena, .milliseconds, max(0, seconds) * 1000),
      point(Self.ownNamespace, "QueriesRun", own, .count, 1),
      // Each query has one, so that an alarm on failures comes back with the next that succeeds.
      point(Self.ownNamespace, "QueriesFailed", own, .count, succeeded ? 0 : 1),
    ]
  }

  private func point(
    _ namespace: String, _ name: String, _ dimensions: [MetricDimension], _ unit: MetricUnit, _ value: Double
  ) -> Datapoint {
    Datapoint(MetricName(namespace: namespace, name: name, dimensions: dimensions), unit: unit, value: value, at: at)
  }
}
