/// A rule that needs no question.
struct Settled: Error {
  let verdict: Verdict
}

/// Plans one rule that joins nothing.
struct SimplePlanner {
  let rule: Rule
  let simple: SimpleRule
  let context: QualityContext
  /// For CustomSql without a condition: the columns its statement gives.
  let columns: StatementColumns?

  func plan() throws(Settled) -> PlannedRule {
    try refuseUnknownTags()
    switch simple.type {
    case .rowCount: return try measured("count(*)\(filterClause)")
    case .columnCount: throw Settled(verdict: judged(Double(context.columns.count), try limits()))
    case .columnExists: throw Settled(verdict: columnExists())
    case .isComplete: return eachRow(complete([try column()]))
    case .completeness: return try completeness()
    case .mean: return try measuredNumbers("avg")
    case .sum: return try measuredNumbers("sum")
    case .standardDeviation: return try measuredNumbers("stddev_pop")
    case .columnValues: return eachRow(try valueTest(), threshold: try threshold())
    case .columnLength: return eachRow(try lengthTest())
    case .columnDataType: return eachRow(try dataTypeTest(), threshold: try threshold())
    case .dataFreshness: return eachRow(try freshnessTest())
    case .uniqueness: return keys(try keyColumns(), .uniqueness(try limits()))
    case .uniqueValueRatio: return keys(try keyColumns(), .uniqueValueRatio(try limits()))
    case .distinctValuesCount: return keys(try keyColumns(), .distinctValues(try limits()))
    case .isUnique: return isUnique(try keyColumns())
    case .isPrimaryKey: return isPrimaryKey(try keyColumns())
    case .referentialIntegrity: return try referentialIntegrity()
    case .customSql: return try customSql()
    default: throw Settled(verdict: .error("not executed yet: \(simple.type.rawValue)"))
    }
  }

  /// A tag that is overlooked could turn a verdict round.
  private func refuseUnknownTags() throws(Settled) {
    let known: [String]
    switch simple.type {
    case .columnValues: known = ["ignoreCase"]
    case .columnDataType: known = ["format"]
    default: known = []
    }
    guard let tag = simple.tags.first(where: { !known.contains($0.name) }) else { return }
    throw Settled(verdict: .error("not executed yet: with \(tag.name)"))
  }

  func tag(_ name: String) -> String? { simple.tags.first { $0.name == name }?.value }

  // MARK: Columns

  func column(_ name: String? = nil) throws(Settled) -> QualityContext.Column {
    let name = name ?? simple.parameters[0]
    if let column = context.column(name) { return column }
    throw Settled(verdict: .fail(missing("column", name, context.columns.map(\.name))))
  }

  func missing(_ what: String, _ name: String, _ known: [String]) -> String {
    "the \(what) \"\(name)\" is not there" + (Suggestion.hint(for: name, among: known).map { "; \($0)" } ?? "")
  }

  func mismatch(_ column: QualityContext.Column, _ needed: String) -> Settled {
    Settled(verdict: .fail("the column \"\(column.name)\" is \(column.type), \(needed) is needed"))
  }

  private func columnExists() -> Verdict {
    let name = simple.parameters[0]
    let exists = context.column(name) != nil
    return .measured(
      NumberLimit(exists ? 1 : 0), accepted: exists, message: missing("column", name, context.columns.map(\.name)))
  }

  // MARK: Conditions

  func limits() throws(Settled) -> Comparison<NumberLimit> {
    guard case .number(let comparison)? = simple.condition else {
      throw Settled(verdict: .error("the condition is no number"))
    }
    return try limits(comparison)
  }

  func limits(_ comparison: Comparison<NumberExpression>) throws(Settled) -> Comparison<NumberLimit> {
    do {
      return try comparison.limits(history: comparison.isDynamic ? context.history(rule.text) : [])
    } catch {
      switch error {
      case .noHistory: throw Settled(verdict: .noHistory)
      case .invalid(let message): throw Settled(verdict: .error(message))
      }
    }
  }

  func threshold() throws(Settled) -> Comparison<NumberLimit>? {
    guard let threshold = simple.threshold else { return nil }
    return try limits(threshold)
  }

  private func judged(_ measure: Double, _ limits: Comparison<NumberLimit>) -> Verdict {
    .judged(simple.type.rawValue, NumberLimit(measure), limits)
  }

  // MARK: Filters

  var filter: String? { simple.filter.map(SQLText.written) }
  var filterClause: String { filter.map { " FILTER (WHERE \($0))" } ?? "" }

  /// Conditions joined with the rule's own `where`, for a WHERE clause.
  func filtered(_ condition: String) -> String { filter.map { "\($0) AND \(condition)" } ?? condition }

  // MARK: Shapes

  func asked(_ question: Question, row: String? = nil) -> PlannedRule {
    PlannedRule(rule: rule, plan: .asked(question), rowSQL: row)
  }

  /// Rows that the rule's `where` leaves out have the outcome NULL.
  func rowOutcome(_ test: String) -> String { filter.map { "CASE WHEN \($0) THEN \(test) END" } ?? test }

  func counted(_ test: String) -> [String] {
    ["count(*)\(filterClause)", "count(*) FILTER (WHERE \(filtered(test)))"]
  }

  func eachRow(_ test: String, threshold: Comparison<NumberLimit>? = nil) -> PlannedRule {
    asked(Question(scan: counted(test), judge: .eachRow(threshold: threshold)), row: rowOutcome(test))
  }

  func complete(_ columns: [QualityContext.Column]) -> String {
    "(" + columns.map { "\($0.sql) IS NOT NULL" }.joined(separator: " AND ") + ")"
  }

  private func completeness() throws(Settled) -> PlannedRule {
    asked(Question(scan: counted(complete([try column()])), judge: .share(try limits())))
  }

  private func measured(_ aggregate: String) throws(Settled) -> PlannedRule {
    asked(Question(scan: [aggregate], judge: .measure(try limits())))
  }

  private func measuredNumbers(_ function: String) throws(Settled) -> PlannedRule {
    let column = try column()
    guard column.kind == .number else { throw mismatch(column, "a number") }
    return try measured("\(function)(\(column.sql))\(filterClause)")
  }
}
