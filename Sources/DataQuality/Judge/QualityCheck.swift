import JSON

/// Runs a ruleset over an engine.
package enum QualityCheck {
  /// Judges every rule. Blocks until the engine has answered. Never throws: what goes wrong for a rule is that rule's
  /// ERROR, and the others are judged all the same.
  package static func run(
    _ ruleset: Ruleset, _ context: QualityContext, _ engine: any QualityEngine
  ) -> QualityReport {
    var context = context
    context.referenceColumns = referenceColumns(ruleset, context, engine)
    let prepared = PreparedRules(ruleset, context, engine)
    let plans = RulePlanner.plan(ruleset, context, prepared)
    var answers = Answers(context: context, engine: engine)
    answers.scan(plans)
    let results = plans.map { answers.result($0) }
    let outcomes = zip(plans, results).map { RowOutcomes.outcome($0, $1) }
    let counts = RowOutcomes.counts(outcomes, context, engine, total: answers.total)
    let measures = AnalyzerRun(context: context, engine: engine, prepared: prepared).results(ruleset.analyzers)
    return QualityReport(
      results: results, measures: measures, rowsPassed: counts?.passed, rowsFailed: counts?.failed,
      rowOutcomes: outcomes)
  }

  /// The same verdicts, found elsewhere as far as they can be. Throws what the engine there is lost by.
  package static func run(
    _ ruleset: Ruleset, _ context: QualityContext, _ engine: any QualityEngine, elsewhere: Elsewhere
  ) throws -> QualityReport {
    var context = context
    context.referenceColumns = referenceColumns(ruleset, context, engine)
    let prepared = PreparedRules(ruleset, context, engine)
    return try DividedCheck(ruleset, context, prepared, engine, elsewhere).run()
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

  /// The columns of the references that stand in rules and analyzers. One that cannot be described has none.
  private static func referenceColumns(
    _ ruleset: Ruleset, _ context: QualityContext, _ engine: any QualityEngine
  ) -> [String: [QualityContext.Column]] {
    let parameters =
      ruleset.rules.flatMap(\.simpleRules).flatMap(\.parameters) + ruleset.analyzers.flatMap(\.parameters)
    var columns: [String: [QualityContext.Column]] = [:]
    for (alias, relation) in context.references
    where !context.unbuilt.contains(alias) && parameters.contains(where: { $0.contains(alias) }) {
      // Not to be described is to have no columns: the rule that names one then says which.
      let rows = try? engine.facts(
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM \(relation) AS t)")
      columns[alias] = rows?.compactMap { row in
        guard row.count == 2, let name = row[0].stringValue, let type = row[1].stringValue else { return nil }
        return QualityContext.Column(name: name, type: type)
      }
    }
    return columns
  }
}

extension Rule {
  fileprivate var parameters: [String] { if case .simple(let simple) = kind { simple.parameters } else { [] } }
}
