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
  var judge: Judge
}

/// How answers become a verdict. `Limits` that are nil only tell the measure.
enum Judge: Sendable {
  typealias Limits = Comparison<NumberLimit>?

  /// Scan: the measure; of a filtered rule the rows looked at; where texts are measured, those that are no numbers.
  case measure(Limits, whenEmpty: Emptiness, countsStrangers: Bool)
  /// Scan: rows looked at, rows that pass.
  case share(Limits, whenEmpty: Emptiness)
  /// Scan: rows looked at, rows that pass.
  case eachRow(threshold: Limits, whenEmpty: Emptiness)
  /// Query: rows looked at, rows that pass.
  case queriedRows(threshold: Limits, whenEmpty: Emptiness)
  /// Query: rows looked at, rows that pass.
  case queriedShare(Limits)
  /// Query: rows of the target and of the reference.
  case rowRatio(Limits)
  /// Query: rows of the target and its keys, rows of the reference and its keys, rows found with equal values.
  case matchedRows(Limits)
  /// Query: two sums or means, and the values of each that are no numbers.
  case sumRatio(Limits)
  /// Query: one number.
  case queriedMeasure(Limits, whenEmpty: Emptiness)
  /// Query: distinct values, values that occur once, rows with a value. Scan: rows looked at.
  case keys(KeyMeasure, whenEmpty: Emptiness)
  /// Query: names that do not match.
  case strangers(of: Int, pattern: String)
  /// Query: one number or boolean.
  case statement(Limits)
  /// What another judge measures, held against the rule's own history.
  indirect case anomaly(Judge, history: [Double])
}

enum KeyMeasure: Sendable {
  case uniqueness(Comparison<NumberLimit>?)
  case uniqueValueRatio(Comparison<NumberLimit>?)
  /// NULL counts as one value. Scan: whether there is a NULL, as 0 or 1.
  case distinctValues(Comparison<NumberLimit>?)
  case isUnique
  /// Scan: rows with a part of the key missing.
  case isPrimaryKey
}
