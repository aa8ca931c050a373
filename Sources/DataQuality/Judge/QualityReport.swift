import JSON
import Words

/// What a rule came to.
package struct RuleResult: Sendable, Hashable {
  package typealias Status = RuleStatus

  /// Exactly as it stands in the ruleset.
  package let rule: String
  package let line: Int
  /// `fail`: the data do not meet the rule, a column or reference it names being absent included. `error`: the rule
  /// could not be judged.
  package let status: Status
  /// The measure: a count, a sum, a share from 0 to 1. For rules about each row the share of rows that pass. Nil where
  /// there is none, as for joined rules. This is what `QualityContext.history` remembers.
  package let value: Double?
  /// The measure as exact as the engine gave it.
  package let valueText: String?
  /// Why it is not `pass`, or what to know about a pass; may be empty.
  package let message: String
  /// How many rows fail the rule, for rules about each row.
  package let rowsFailed: Int64?
  package let labels: [Label]
  /// The parts of a rule joined by `and` / `or`, in order.
  package let legs: [RuleResult]
  /// False where it found nothing to judge: no row that its `where` matches, no history yet.
  package let hasJudged: Bool

  package init(
    rule: String, line: Int, status: Status, value: Double? = nil, valueText: String? = nil, message: String = "",
    rowsFailed: Int64? = nil, labels: [Label] = [], legs: [RuleResult] = [], hasJudged: Bool = true
  ) {
    self.rule = rule
    self.line = line
    self.status = status
    self.value = value
    self.valueText = valueText
    self.message = message
    self.rowsFailed = rowsFailed
    self.labels = labels
    self.legs = legs
    self.hasJudged = hasJudged
  }
}

/// What a ruleset came to.
package struct QualityReport: Sendable, Hashable {
  /// In the ruleset's order; a joined rule is one.
  package let results: [RuleResult]
  /// What the analyzers measured, in the ruleset's order.
  package let measures: [AnalyzerResult]
  /// Rows that fail no rule, and rows that fail at least one (`DataQualityEvaluationResult`). Nil when they could not be
  /// counted.
  package let rowsPassed: Int64?
  package let rowsFailed: Int64?
  /// The rules that single rows can fail; what `QualityCheck.failingRows` asks about.
  let rowOutcomes: [RowOutcome]

  /// Passed rules by all rules, from 0 to 1 (AWS `DataQualityResult.Score`). Nil when nothing was judged: without rules,
  /// and where all rules pass because they found nothing to hold against them.
  package var score: Double? {
    guard results.contains(where: { $0.hasJudged || $0.status != .pass }) else { return nil }
    return Double(count(.pass)) / Double(results.count)
  }

  package func count(_ status: RuleResult.Status) -> Int { results.count { $0.status == status } }
}

extension QualityReport {
  /// What another judge than `QualityCheck` says of whole rules; it can name no single rows.
  package init(results: [RuleResult], rowsPassed: Int64? = nil, rowsFailed: Int64? = nil) {
    self.init(results: results, measures: [], rowsPassed: rowsPassed, rowsFailed: rowsFailed, rowOutcomes: [])
  }
}

/// What an analyzer measured.
package struct AnalyzerResult: Sendable, Hashable {
  package struct Measure: Sendable, Hashable {
    package let name: String
    /// A number, or a text such as the least date; null where there is none.
    package let value: JSONValue
  }

  /// Exactly as it stands in the ruleset.
  package let analyzer: String
  package let line: Int
  package let measures: [Measure]
  /// Why there are none; empty otherwise.
  package let message: String
}

/// What a rule says of single rows.
package struct RowOutcome: Sendable, Hashable {
  package let rule: String
  /// A boolean SQL expression over the target's columns: true passes, false fails, NULL is a row the rule skips. Nil when
  /// the rule skips all rows.
  package let sql: String?
  /// False when the check saw that no row fails.
  package let mayFail: Bool
}

/// A row that fails at least one rule.
package struct FailingRow: Sendable, Hashable {
  /// The target's columns, in their order.
  package let values: [JSONValue]
  /// The texts of the rules it fails, in the ruleset's order.
  package let rules: [String]

  package init(values: [JSONValue], rules: [String]) {
    self.values = values
    self.rules = rules
  }
}
