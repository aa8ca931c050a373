import Words

/// What a ruleset says of single rows: which fail, and how many do.
enum RowOutcomes {
  static func outcome(_ plan: PlannedRule, _ result: RuleResult) -> RowOutcome {
    let judged = result.status != .error && result.legs.allSatisfy { $0.status != .error }
    return RowOutcome(
      rule: plan.rule.text, sql: judged ? plan.rowSQL : nil, mayFail: judged && plan.rowSQL != nil && mayFail(result))
  }

  /// A joined rule may fail for a row where a leg does.
  private static func mayFail(_ result: RuleResult) -> Bool {
    result.legs.isEmpty ? result.rowsFailed != 0 : result.legs.contains { mayFail($0) }
  }

  /// Asks the engine only where the verdicts leave the question open.
  static func counts(
    _ outcomes: [RowOutcome], _ context: QualityContext, _ engine: any QualityEngine, total: Int64?
  ) -> (passed: Int64, failed: Int64)? {
    guard let total else { return nil }
    let open = outcomes.filter(\.mayFail)
    guard !open.isEmpty else { return (total, 0) }
    let names = open.indices.map { flag($0, context) }
    let failing = names.map { "\($0) IS FALSE" }.joined(separator: " OR ")
    let query = "SELECT count(*) FILTER (WHERE \(failing)) FROM (\(flagged(open, names, context))) AS o"
    // Every expression has answered alone before; should they not answer together, the counts are told as unknown.
    guard let failed = try? engine.rows(query).first?.first?.intValue else { return nil }
    return (total - failed, failed)
  }

  /// The target's columns and, for each rule that may fail, whether the row passes it; nil when no rule may fail.
  static func failingRowsQuery(_ outcomes: [RowOutcome], _ context: QualityContext, limit: Int) -> String? {
    let open = outcomes.filter(\.mayFail)
    guard !open.isEmpty else { return nil }
    let names = open.indices.map { flag($0, context) }
    let failing = names.map { "\($0) IS FALSE" }.joined(separator: " OR ")
    let rows = max(0, min(limit, context.maximumSampleRows))
    return "SELECT \(SQLPart.list(context.columns.map(\.sql) + names)) "
      + "FROM (\(flagged(open, names, context))) AS o WHERE \(failing) LIMIT \(rows)"
  }

  private static func flagged(_ outcomes: [RowOutcome], _ names: [String], _ context: QualityContext) -> String {
    let flags = zip(outcomes, names).map { "\($0.sql ?? "CAST(NULL AS BOOLEAN)") AS \($1)" }
    return "SELECT \(SQLPart.list(context.columns.map(\.sql) + flags)) FROM \(context.relation) AS t"
  }

  /// A name no column of the target has.
  private static func flag(_ index: Int, _ context: QualityContext) -> String {
    var name = "dq_rule_\(index)"
    while context.column(name) != nil { name += "_" }
    return context.dialect.name(name)
  }
}
