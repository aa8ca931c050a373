import JSON

/// Runs a ruleset over an engine.
package enum QualityCheck {
  /// Judges every rule. Blocks until the engine has answered. Never throws: what goes wrong for a rule is that rule's
  /// ERROR, and the others are judged all the same.
  package static func run(
    _ ruleset: Ruleset, _ context: QualityContext, _ engine: any QualityEngine
  ) -> QualityReport {
    var columns: [String: StatementColumns] = [:]
    for (rule, query) in RulePlanner.statementsToDescribe(ruleset, context) {
      columns[rule] = describe(query, engine)
    }
    let plans = RulePlanner.plan(ruleset, context, statementColumns: columns)
    var answers = Answers(context: context, engine: engine)
    answers.scan(plans)
    let results = plans.map { answers.result($0) }
    let outcomes = zip(plans, results).map { RowOutcomes.outcome($0, $1) }
    let counts = RowOutcomes.counts(outcomes, context, engine, total: answers.total)
    return QualityReport(
      results: results, rowsPassed: counts?.passed, rowsFailed: counts?.failed, rowOutcomes: outcomes)
  }

  /// Rows that fail at least one rule, at most as many as asked for and as `QualityContext.maximumSampleRows` allows,
  /// in no promised order.
  package static func failingRows(
    _ report: QualityReport, _ context: QualityContext, _ engine: any QualityEngine, limit: Int
  ) throws -> [FailingRow] {
    guard let query = RowOutcomes.failingRowsQuery(report.rowOutcomes, context, limit: limit) else { return [] }
    let rules = report.rowOutcomes.filter(\.mayFail).map(\.rule)
    return try engine.rows(query).map { row in
      let flags = row.dropFirst(context.columns.count)
      return FailingRow(
        values: Array(row.prefix(context.columns.count)),
        rules: zip(rules, flags).filter { $0.1 == .bool(false) }.map(\.0))
    }
  }

  private static func describe(_ query: String, _ engine: any QualityEngine) -> StatementColumns {
    do {
      return .known(try engine.rows(query).compactMap { $0.first?.stringValue })
    } catch {
      return .failed(String(describing: error))
    }
  }
}
