import Metrics
import ModelSQL
import Words

/// A figure of the project's own, measured when a run ends: `metrics/NAME.yml`.
package struct MetricDefinition: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// One SELECT of one number.
    case query(SQLText)
    /// The share of rows without a value, for each column; the SELECT gives one number a column.
    case nullRate(TableName, columns: [String], SQLText)
    /// Lines of a run's log.
    case log(LogFilterMetric)
  }

  /// The file's name without its ending.
  package let name: String
  package let path: String
  package let metric: MetricName
  package let unit: MetricUnit
  /// Measured when one of these was loaded or built; by every run where there are none.
  package let after: [TableName]
  package let content: Content

  /// The SELECT it asks; nil for one of logs.
  package var source: SQLText? {
    switch content {
    case .query(let source), .nullRate(_, _, let source): source
    case .log: nil
    }
  }
}

/// Which lines of a log make a figure (CloudWatch metric filters).
package struct LogFilterMetric: Sendable, Hashable {
  package let pattern: LogPattern
  /// Lines of this level and worse; nil: all.
  package let level: LogLevel?
  /// Lines of one step; nil: all.
  package let step: String?
  /// What a line that matches counts.
  package let value: Double
  /// The figure of a run without such a line; nil: none, which is missing data.
  package let defaultValue: Double?
}
