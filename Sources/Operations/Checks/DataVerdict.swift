import JSON

/// What a ruleset says of data that belong to no project.
package struct DataVerdict: Sendable, Hashable {
  package struct Measure: Sendable, Hashable {
    package let name: String
    /// Null where there is none.
    package let value: JSONValue
    package init(_ name: String, _ value: JSONValue) { (self.name, self.value) = (name, value) }
  }

  /// What an analyzer measured.
  package struct Measured: Sendable, Hashable {
    package let analyzer: String
    package let measures: [Measure]
    /// Why there are none; empty otherwise.
    package let message: String
    package init(_ analyzer: String, _ measures: [Measure], message: String = "") {
      (self.analyzer, self.measures, self.message) = (analyzer, measures, message)
    }
  }

  /// Passed rules by all rules, 0…1; nil when nothing was judged.
  package var score: Double?
  /// In the ruleset's order.
  package var rules: [RuleVerdict]
  package var measured: [Measured] = []
  /// Rows that fail no rule, and that fail at least one; nil when they could not be counted.
  package var rowsPassed: Int64?
  package var rowsFailed: Int64?
  /// Records that are no rows: no rule has looked at them.
  package var malformed: Int64 = 0
  /// All of it for programs, with all digits that the engine gave.
  package var json: JSONValue

  package init(score: Double?, rules: [RuleVerdict], json: JSONValue) {
    (self.score, self.rules, self.json) = (score, rules, json)
  }

  /// Every rule passes; also without any.
  package var isGood: Bool { rules.allSatisfy { $0.status == .pass } }
}
