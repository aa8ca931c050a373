/// What to ask the engine for one rule, and how to judge its answers.
package struct PlannedRule: Sendable {
  package let rule: Rule
  let plan: Plan
  /// The rule for single rows (see `RowOutcome.sql`); nil for rules that have no outcome for single rows.
  package let rowSQL: String?

  indirect enum Plan: Sendable {
    case asked(Question)
    case settled(Verdict)
    case joined(Rule.Connective, [PlannedRule])
  }
}

/// The answers one rule needs.
struct Question: Sendable {
  /// Aggregates over the target; those of all rules are answered by one scan.
  var scan: [String] = []
  /// A query of the rule's own, when it needs one.
  var query: String?
  /// Examples to add to a FAIL: a query that gives a few values.
  var evidence: String?
  let judge: Judge
}

/// How answers become a verdict.
enum Judge: Sendable {
  /// Scan: the measure.
  case measure(Comparison<NumberLimit>)
  /// Scan: rows looked at, rows that pass.
  case share(Comparison<NumberLimit>)
  /// Scan: rows looked at, rows that pass.
  case eachRow(threshold: Comparison<NumberLimit>?)
  /// Query: rows looked at, rows that pass.
  case queriedRows(threshold: Comparison<NumberLimit>?)
  /// Query: rows looked at, rows that pass.
  case queriedShare(Comparison<NumberLimit>)
  /// Query: distinct values, values that occur once, rows with a value.
  case keys(KeyMeasure)
  /// Query: one number or boolean.
  case statement(Comparison<NumberLimit>)
}

enum KeyMeasure: Sendable {
  case uniqueness(Comparison<NumberLimit>)
  case uniqueValueRatio(Comparison<NumberLimit>)
  case distinctValues(Comparison<NumberLimit>)
  case isUnique
  /// Scan: rows with a part of the key missing.
  case isPrimaryKey
}
