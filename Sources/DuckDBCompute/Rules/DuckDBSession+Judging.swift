import DataQuality
import Engine
import Lake
import Words

/// Rules, asked of rows.
extension DuckDBSession {
  package func judge(_ rows: RowSet, by judgement: Judgement) throws -> QualityReport {
    try forgetSecrets()
    guard let elsewhere = try elsewhere(rows, judgement) else {
      return QualityCheck.run(judgement.ruleset, try context(of: rows, judgement), RuleEngine(session: self))
    }
    let deferred = DeferredRows(self, rows, references: judgement.references)
    let report = try QualityCheck.run(
      judgement.ruleset, try context(try deferred.described(), judgement),
      RuleEngine(session: self, open: deferred.open), elsewhere: elsewhere)
    // Rows that are not to be had say nothing of the rules.
    if let failure = deferred.failure { throw failure }
    return report
  }

  package func failingRows(
    _ rows: RowSet, by judgement: Judgement, limit: Int
  ) throws -> (columns: [String], rows: [FailingRow]) {
    let context = try context(of: rows, judgement)
    let engine = RuleEngine(session: self)
    let report = QualityCheck.run(judgement.ruleset, context, engine)
    let failing = try QualityCheck.failingRows(report, context, engine, limit: limit)
    return (context.columns.map(\.name), failing)
  }

  /// What a ruleset is checked against, with the tables it names made readable.
  private func context(of rows: RowSet, _ judgement: Judgement) throws -> QualityContext {
    let relation = try sql(of: rows)
    for reference in judgement.references { try createWholeView(reference) }
    return try context(relation, judgement)
  }

  private func context(_ relation: String, _ judgement: Judgement) throws -> QualityContext {
    let columns = try connection.query("DESCRIBE \(relation)").rows
      .map { QualityContext.Column(name: $0[0].displayText, type: $0[1].displayText) }
    let tables = workspace.project.tables.map { ($0.description, $0.sql) }
    var context = QualityContext(
      relation: "(\(relation))", columns: columns,
      references: Dictionary(tables, uniquingKeysWith: { first, _ in first }), now: judgement.now,
      history: judgement.history)
    context.zone = workspace.project.timeZone
    context.unbuilt = judgement.unbuilt
    context.files = judgement.files
    return context
  }
}
