import Clocks
import Foundation
import Lake
import Ledger
import Metrics
import Words

/// The figures each step leaves behind, under one namespace, by layer, table and environment.
package struct StepMetrics {
  package static let namespace = "Lakehouse/Metrics"

  let table: TableName
  let environment: String
  let at: Date

  package init(table: TableName, environment: String, at: Date) {
    self.table = table
    self.environment = environment
    self.at = at
  }

  /// A step that ended well, after `seconds`; nil where nobody knows how long it took. `FreshnessMinutes` is the age of
  /// the newest event, where one is known.
  package func datapoints(_ outcome: StepOutcome, seconds: Double?) -> [Datapoint] {
    let counts = outcome.counts
    var points = [
      point("RecordsRead", Double(counts.read), .count),
      point("RecordsWritten", Double(counts.inserted.saturatingAdd(counts.updated)), .count),
      point("RecordsRejected", Double(counts.rejected), .count),
      point("DuplicatesRemoved", Double(counts.duplicates), .count),
      point("BytesWritten", Double(outcome.bytesWritten), .bytes),
    ]
    if let seconds { points += [point("JobDuration", seconds, .seconds), point("JobFailure", 0, .count)] }
    if let delivered = outcome.delivered {
      points += [
        point("FilesIngested", Double(delivered.files), .count),
        point("BytesIngested", Double(delivered.bytes), .bytes),
      ]
    }
    points += outcome.quality.map(quality) ?? []
    if let score = outcome.quality?.score { points.append(point("DQScore", score * 100, .percent)) }
    if let newest = outcome.events?.newest {
      points.append(point("FreshnessMinutes", at.timeIntervalSince(newest) / 60, .none))
    }
    return points
  }

  package func failure(seconds: Double) -> [Datapoint] {
    [point("JobDuration", seconds, .seconds), point("JobFailure", 1, .count)]
  }

  /// Rules that did not pass, and the rows that fail one, where rules look at rows; also of a candidate that its gate
  /// stopped.
  package func quality(_ quality: NewQuality) -> [Datapoint] {
    let rules = point("DataQualityRulesFailed", Double(quality.rules.count { $0.status != .pass }), .count)
    return [rules] + (quality.rowsFailed.map { [point("DataQualityFailures", Double($0), .count)] } ?? [])
  }

  private func point(_ name: String, _ value: Double, _ unit: MetricUnit) -> Datapoint {
    let dimensions = [
      MetricDimension("Layer", table.layer.rawValue), MetricDimension("Table", table.description),
      MetricDimension("Environment", environment),
    ]
    return Datapoint(
      MetricName(namespace: Self.namespace, name: name, dimensions: dimensions), unit: unit, value: value, at: at)
  }
}
