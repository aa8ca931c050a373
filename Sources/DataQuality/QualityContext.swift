import Foundation
import JSON

/// What a ruleset is checked against.
package struct QualityContext: Sendable {
  package struct Column: Sendable, Hashable {
    package let name: String
    /// As DuckDB prints it: `DECIMAL(12,2)`, `VARCHAR`.
    package let type: String

    package init(name: String, type: String) {
      self.name = name
      self.type = type
    }
  }

  /// How a rule joined by `and` / `or` is judged (AWS `DQCompositeRuleEvaluationMethod`).
  package enum CompositeEvaluation: Sendable {
    /// Each leg over all rows, then the verdicts are joined.
    case column
    /// The legs are joined for each row, and no row may fail. A composite with a leg that has no outcome for single
    /// rows is judged as `column`.
    case row
  }

  /// The target, as it may stand after FROM: a table name or a SELECT in parentheses.
  package var relation: String
  /// In the target's order.
  package var columns: [Column]
  /// Other tables that rules name: alias to what may stand after FROM.
  package var references: [String: String]
  /// Of these the ones that have no rows to look into, because nothing has built them yet.
  package var unbuilt: Set<String> = []
  package var now: Date
  /// The values a rule had before, newest first, by the rule's text.
  package var history: @Sendable (_ rule: String) -> [Double]
  /// The most rows `QualityCheck.failingRows` gives, whatever it is asked for.
  package var maximumSampleRows: Int
  package var compositeEvaluation: CompositeEvaluation

  package init(
    relation: String, columns: [Column], references: [String: String] = [:], now: Date,
    history: @escaping @Sendable (_ rule: String) -> [Double] = { _ in [] }, maximumSampleRows: Int = 1000,
    compositeEvaluation: CompositeEvaluation = .column
  ) {
    self.relation = relation
    self.columns = columns
    self.references = references
    self.now = now
    self.history = history
    self.maximumSampleRows = maximumSampleRows
    self.compositeEvaluation = compositeEvaluation
  }

  /// The column of that name; case counts only where two columns differ by nothing else, as in DuckDB.
  func column(_ name: String) -> Column? {
    columns.first { $0.name == name } ?? columns.first { $0.name.lowercased() == name.lowercased() }
  }
}

/// Answers the queries of a check. The session's time zone must be UTC.
package protocol QualityEngine {
  /// The rows a query gives: numbers as exact text, times as RFC 3339 text, booleans as such, NULL as null.
  func rows(_ sql: String) throws -> [[JSONValue]]
}
