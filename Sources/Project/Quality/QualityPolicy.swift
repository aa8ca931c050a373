import Metrics
import DataQuality
import Words

/// The gate of each table.
package struct QualityPolicy: Sendable, Hashable {
  package var gate = QualityGate.stop
  package var gates: [TableName: QualityGate] = [:]

  package init() {}

  package func gate(of table: TableName) -> QualityGate { gates[table] ?? gate }
}

/// The rules of one table, from `quality/LAYER.NAME.dqdl`.
package struct TableRuleset: Sendable, Hashable {
  package let table: TableName
  package let path: String
  package let ruleset: Ruleset
}

/// How long the journal remembers, in days.
package struct RetentionPolicy: Sendable, Hashable {
  package var runsDays = 90
  package var logDays = 30
  /// What versions were built from, and how columns of sources changed.
  package var lineageDays = 730
  package var auditDays = 1095
  package var metrics = MetricRetention()

  package init() {}
}
