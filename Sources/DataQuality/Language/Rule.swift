/// One entry of a ruleset: a rule, or several joined by `and` / `or`.
package struct Rule: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case simple(SimpleRule)
    /// The legs in order, at least two. A leg may be a composite itself.
    case composite(Connective, [Rule])
  }

  package enum Connective: String, Sendable { case and, or }

  /// Exactly as it stands in the file.
  package let text: String
  /// Where it begins, both counted from 1.
  package let line: Int
  package let column: Int
  package let kind: Kind
  /// Its own labels; see `Ruleset.defaultLabels` for those of all rules.
  package let labels: [Label]
}

package struct SimpleRule: Sendable, Hashable {
  package let type: RuleType
  /// Columns, aliases or a statement, variables put in.
  package let parameters: [String]
  /// Nil for rules that are true or false themselves.
  package let condition: Condition?
  /// A SQL condition on the rows looked at.
  package let filter: String?
  /// `with threshold`: what the share of passing rows must meet.
  package let threshold: Comparison<NumberExpression>?
  /// The other `with NAME = value`.
  package let tags: [RuleTag]
}

package struct RuleTag: Sendable, Hashable {
  package let name: String
  package let value: String
}

package struct Label: Sendable, Hashable {
  package let key: String
  package let value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// A measure to gather without judging it.
package struct Analyzer: Sendable, Hashable {
  package let text: String
  package let line: Int
  package let column: Int
  package let type: RuleType
  package let parameters: [String]
}
