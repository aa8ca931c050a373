import Clocks
import Foundation
import JSON
import Words

/// What a ruleset is checked against.
package struct QualityContext: Sendable {
  package struct Column: Sendable, Hashable {
    package let name: String
    /// As DuckDB prints it: `DECIMAL(12,2)`, `VARCHAR`.
    package let type: String
    /// What gives its value: the column's name, or the way to a member of a struct.
    let sql: String
    let dialect: QualityDialect

    package init(name: String, type: String) {
      self.init(name: name, type: type, dialect: .duckDB)
    }

    init(name: String, type: String, dialect: QualityDialect) {
      self.init(name: name, type: type, sql: dialect.name(name), dialect: dialect)
    }

    init(name: String, type: String, sql: String, dialect: QualityDialect) {
      (self.name, self.type, self.sql, self.dialect) = (name, type, sql, dialect)
    }

    package var isText: Bool { kind == .text }
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
  /// The words of `relation`, and of all that is asked.
  private(set) var dialect = QualityDialect.duckDB
  /// Other tables that rules name: alias to what may stand after FROM.
  package var references: [String: String]
  /// Of these the ones that have no rows to look into, because nothing has built them yet.
  package var unbuilt: Set<String> = []
  /// The columns of the references that rules name; asked by `QualityCheck.run`.
  var referenceColumns: [String: [Column]] = [:]
  /// The files the target's rows come from, for the rules about files.
  package var files: [QualityFile] = []
  /// Files of the references, by alias.
  package var referenceFiles: [String: [QualityFile]] = [:]
  /// The target's texts have no types of their own, as in a CSV file: a rule that measures numbers takes them for such.
  package var textsAreUntyped = false
  package var now: Date
  /// Where the days of `now()` begin.
  package var zone = DayZone.utc
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

  /// The same for another engine.
  ///
  /// - Parameters:
  ///   - relation: the target in its words.
  ///   - references: those of the references that it knows.
  package func asked(in dialect: QualityDialect, relation: String, references: [String: String]) -> QualityContext {
    var context = self
    func spelled(_ columns: [Column]) -> [Column] {
      columns.map { Column(name: $0.name, type: $0.type, dialect: dialect) }
    }
    (context.dialect, context.relation, context.references) = (dialect, relation, references)
    context.columns = spelled(columns)
    context.referenceColumns = referenceColumns.mapValues(spelled)
    return context
  }

  /// Whether a rule that names a column so finds one: plain, in backquotes, or a struct's member.
  package static func has(_ name: String, among columns: [Column]) -> Bool {
    ColumnName(name).find(in: columns) != nil
  }

  /// The column a rule means by a name (see `ColumnName`).
  func column(_ name: String) -> Column? { ColumnName(name).find(in: columns) }
}

/// Answers the queries of a check. The session's time zone must be UTC.
package protocol QualityEngine {
  /// The rows a query gives: numbers as exact text, times as RFC 3339 text, booleans as such, NULL as null. Errors tell no
  /// value of the data.
  func rows(_ sql: String) throws -> [[JSONValue]]
  /// The same of a query that reads no row of a table, but asks what columns there are, or what a pattern means.
  func facts(_ sql: String) throws -> [[JSONValue]]
  /// The SQL to run for what a rule's author wrote, once it is known that it only reads what the rule may read.
  func prepared(_ sql: RuleSQL, _ context: QualityContext) throws(RuleSQLProblem) -> String
  /// These queries will be asked next, so that an engine far away may answer them together.
  func expect(_ queries: [String])
}

extension QualityEngine {
  package func facts(_ sql: String) throws -> [[JSONValue]] { try rows(sql) }
  package func expect(_ queries: [String]) {}
}
