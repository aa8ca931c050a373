/// A rule that needs no question.
struct Settled: Error {
  let verdict: Verdict
}

/// Plans one rule that joins nothing.
struct SimplePlanner {
  let rule: Rule
  let simple: SimpleRule
  let context: QualityContext
  let prepared: PreparedRules
  /// The rule's `where`, in parentheses.
  let filter: String?

  init(_ rule: Rule, _ simple: SimpleRule, _ context: QualityContext, _ prepared: PreparedRules) throws(Settled) {
    (self.rule, self.simple, self.context, self.prepared) = (rule, simple, context, prepared)
    if let sql = simple.filterSQL { filter = SQLPart.written(try prepared.text(sql)) } else { filter = nil }
  }

  func plan() throws(Settled) -> PlannedRule {
    try refuseUnknownTags()
    switch simple.type {
    case .rowCount: return measured("count(*)\(filterClause)", limits: try limits(), whenEmpty: .passing)
    case .columnCount: throw Settled(verdict: judged(Double(context.columns.count), try limits()))
    case .columnExists: throw Settled(verdict: columnExists())
    case .columnNamesMatchPattern: return columnNamesMatch(simple.parameters[0])
    case .isComplete: return eachRow(complete([try column()]))
    case .completeness: return try completeness()
    case .mean: return try measuredNumbers("avg")
    case .sum: return try measuredNumbers("sum")
    case .standardDeviation: return try measuredNumbers("stddev_pop")
    case .variance: return try measuredNumbers("var_pop")
    case .columnCorrelation: return try correlation()
    case .entropy: return try entropy()
    case .columnValues: return eachRow(try valueTest(), threshold: try threshold())
    case .columnLength: return eachRow(try lengthTest())
    case .columnDataType: return eachRow(try dataTypeTest(), threshold: try threshold(), whenEmpty: .passing)
    case .dataFreshness: return eachRow(try freshnessTest(), whenEmpty: .passing)
    case .uniqueness: return keys(try keyColumns(), .uniqueness(try limits()))
    case .uniqueValueRatio: return keys(try keyColumns(), .uniqueValueRatio(try limits()))
    case .distinctValuesCount: return distinctValues(try keyColumns(), try limits())
    case .isUnique: return isUnique(try keyColumns())
    case .isPrimaryKey: return isPrimaryKey(try keyColumns())
    case .referentialIntegrity: return try referentialIntegrity()
    case .rowCountMatch: return try rowCountMatch()
    case .schemaMatch: throw Settled(verdict: try schemaMatch())
    case .aggregateMatch: return try aggregateMatch()
    case .datasetMatch: return try datasetMatch()
    case .customSql: return try customSql()
    case .detectAnomalies: return try anomalies()
    case .fileSize, .fileFreshness, .fileMatch, .fileUniqueness: throw Settled(verdict: try fileVerdict())
    case .allStatistics: throw Settled(verdict: .error("AllStatistics is an analyzer, not a rule"))
    }
  }

  /// A tag that is overlooked could turn a verdict round.
  private func refuseUnknownTags() throws(Settled) {
    let known: [String]
    switch simple.type {
    case .columnValues: known = ["ignoreCase"]
    case .columnDataType: known = ["format"]
    case .fileFreshness: known = ["timeZone"]
    case .fileMatch: known = ["hashAlgorithm"]
    default: known = []
    }
    guard let tag = simple.tags.first(where: { !known.contains($0.name) }) else { return }
    let what = known.isEmpty ? "\(simple.type.rawValue) knows no tag" : "\(simple.type.rawValue) knows with \(known[0])"
    throw Settled(verdict: .error("with \(tag.name) is unknown; \(what)"))
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
    // Alone among the rules it compares case, as AWS's executor does.
    let name = ColumnName(simple.parameters[0]).plain
    let exists = context.columns.contains { $0.name == simple.parameters[0] || $0.name == name }
    return .measured(
      NumberLimit(exists ? 1 : 0), accepted: exists, message: missing("column", name, context.columns.map(\.name)))
  }

  // MARK: Conditions

  /// Nil for an analyzer, and for the measure of DetectAnomalies.
  func limits() throws(Settled) -> Comparison<NumberLimit>? {
    guard let condition = simple.condition else { return nil }
    guard case .number(let comparison) = condition else {
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

  func judged(_ measure: Double, _ limits: Comparison<NumberLimit>?) -> Verdict {
    .judged(simple.type.rawValue, NumberLimit(measure), limits)
  }

  // MARK: Filters

  var filterClause: String { filter.map { " FILTER (WHERE \($0))" } ?? "" }

  /// Conditions joined with the rule's own `where`, for a WHERE clause.
  func filtered(_ condition: String) -> String { filter.map { "\($0) AND \(condition)" } ?? condition }

  /// What the rule comes to without rows: a `where` that matches none passes whatever the rule.
  func emptiness(_ unfiltered: Emptiness) -> Emptiness { simple.filter == nil ? unfiltered : .filtered }

  var countingRows: String { "count(*)\(filterClause)" }

  // MARK: Shapes

  func asked(_ question: Question, row: String? = nil) -> PlannedRule {
    PlannedRule(rule: rule, plan: .asked(question), rowSQL: row)
  }

  /// Rows that the rule's `where` leaves out have the outcome NULL.
  func rowOutcome(_ test: String) -> String { filter.map { "CASE WHEN \($0) THEN \(test) END" } ?? test }

  func counted(_ test: String) -> [String] { [countingRows, "count(*) FILTER (WHERE \(filtered(test)))"] }

  func eachRow(
    _ test: String, threshold: Comparison<NumberLimit>? = nil, whenEmpty unfiltered: Emptiness = .failing
  ) -> PlannedRule {
    let judge = Judge.eachRow(threshold: threshold, whenEmpty: emptiness(unfiltered))
    return asked(Question(scan: counted(test), judge: judge), row: rowOutcome(test))
  }

  func complete(_ columns: [QualityContext.Column]) -> String {
    "(" + columns.map { "\($0.sql) IS NOT NULL" }.joined(separator: " AND ") + ")"
  }

  private func completeness() throws(Settled) -> PlannedRule {
    let judge = Judge.share(try limits(), whenEmpty: emptiness(.failing))
    return asked(Question(scan: counted(complete([try column()])), judge: judge))
  }

  /// - Parameter strangers: counts values that the measure cannot take.
  func measured(
    _ aggregate: String, limits: Comparison<NumberLimit>?, strangers: String? = nil, whenEmpty unfiltered: Emptiness
  ) -> PlannedRule {
    let scan = [aggregate, filter == nil ? nil : countingRows, strangers].compactMap { $0 }
    let judge = Judge.measure(limits, whenEmpty: emptiness(unfiltered), countsStrangers: strangers != nil)
    return asked(Question(scan: scan, judge: judge))
  }

  private func measuredNumbers(_ function: String) throws(Settled) -> PlannedRule {
    let measure = try NumberMeasure(numeric(column()), function)
    return measured(
      measure.aggregate(filter), limits: try limits(), strangers: measure.strangers(filter), whenEmpty: .failing)
  }

  /// A column whose values may be numbers.
  func numeric(_ column: QualityContext.Column) throws(Settled) -> QualityContext.Column {
    guard column.kind == .number || (column.kind == .text && context.textsAreUntyped) else {
      throw mismatch(column, "a number")
    }
    return column
  }

  private func correlation() throws(Settled) -> PlannedRule {
    let columns = [try numeric(column(simple.parameters[0])), try numeric(column(simple.parameters[1]))]
    let numbers = columns.map { NumberMeasure($0, "corr").value }
    // A column that never changes has no correlation; the engine says so by NaN or NULL.
    let strangers = columns.compactMap { NumberMeasure($0, "corr").strangers(filter) }
    return measured(
      context.dialect.correlation(numbers[0], numbers[1], filterClause), limits: try limits(),
      strangers: strangers.isEmpty ? nil : strangers.joined(separator: " + "), whenEmpty: .failing)
  }
}
