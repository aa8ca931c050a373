import Foundation
import Words

/// One rule's outcome.
package struct RuleOutcome: Sendable, Hashable {
  /// The rule as its ruleset spells it; together with the table it identifies the rule over time.
  package var rule: String
  package var status: RuleStatus
  /// The measured number; nil for a rule that measures none, or that could not be asked.
  package var value: Double?
  package var valueText: String?
  package var message: String

  package init(
    rule: String, status: RuleStatus, value: Double? = nil, valueText: String? = nil, message: String = ""
  ) {
    self.rule = rule
    self.status = status
    self.value = value
    self.valueText = valueText
    self.message = message
  }
}

/// One evaluation of a table's ruleset.
package struct NewQuality: Sendable, Hashable {
  package var table: String
  package var gate: QualityGate
  /// 0…1: the share of rules that passed; nil without rules.
  package var score: Double?
  /// Rows all row-level rules hold for, and the others; nil without row-level rules.
  package var rowsPassed: Int64?
  package var rowsFailed: Int64?
  /// In the ruleset's order.
  package var rules: [RuleOutcome]

  package init(
    table: String, gate: QualityGate, score: Double?, rowsPassed: Int64? = nil, rowsFailed: Int64? = nil,
    rules: [RuleOutcome]
  ) {
    self.table = table
    self.gate = gate
    self.score = score
    self.rowsPassed = rowsPassed
    self.rowsFailed = rowsFailed
    self.rules = rules
  }
}

package struct QualityRecord: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let execution: ExecutionID
  package let at: Date
  package let quality: NewQuality

  package init(
    id: Int64, execution: ExecutionID, at: Date, quality: NewQuality
  ) {
    self.id = id
    self.execution = execution
    self.at = at
    self.quality = quality
  }
}

/// A rule's value at one evaluation.
package struct RulePoint: Sendable, Hashable {
  package let execution: ExecutionID
  package let at: Date
  package let status: RuleStatus
  package let value: Double?

  package init(
    execution: ExecutionID, at: Date, status: RuleStatus, value: Double?
  ) {
    self.execution = execution
    self.at = at
    self.status = status
    self.value = value
  }
}

/// A table's score at one evaluation.
package struct ScorePoint: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let execution: ExecutionID
  package let at: Date
  package let score: Double?

  package init(
    id: Int64, execution: ExecutionID, at: Date, score: Double?
  ) {
    self.id = id
    self.execution = execution
    self.at = at
    self.score = score
  }
}
