import JSON

/// Measures what the analyzers of a ruleset ask for.
struct AnalyzerRun {
  let context: QualityContext
  let engine: any QualityEngine
  let prepared: PreparedRules

  func results(_ analyzers: [Analyzer]) -> [AnalyzerResult] {
    guard !analyzers.isEmpty else { return [] }
    let plans = analyzers.map(plans)
    var answers = Answers(context: context, engine: engine)
    answers.scan(plans.joined().map(\.plan))
    return zip(analyzers, plans).map { result($0, $1, &answers) }
  }

  // MARK: One analyzer

  private typealias Part = (name: String, plan: PlannedRule)

  /// The rules without a condition whose measures make up the analyzer's answer.
  private func plans(_ analyzer: Analyzer) -> [Part] {
    switch analyzer.type {
    case .allStatistics:
      return statistics(of: analyzer).flatMap { column in
        Self.statistics.map { ("\(column).\($0.rawValue)", plan($0, [column], analyzer)) }
      }
    case _ where analyzer.type.isMeasured:
      return [(analyzer.type.rawValue, plan(analyzer.type, analyzer.parameters, analyzer))]
    default: return []
    }
  }

  private static let statistics: [RuleType] = [.completeness, .uniqueness, .distinctValuesCount]

  /// `AllColumns` and `*` mean every column.
  private func statistics(of analyzer: Analyzer) -> [String] {
    let name = analyzer.parameters.first ?? ""
    return ["AllColumns", "*"].contains(name) ? context.columns.map(\.name) : [name]
  }

  private func plan(_ type: RuleType, _ parameters: [String], _ analyzer: Analyzer) -> PlannedRule {
    let simple = SimpleRule(
      type: type, parameters: parameters, condition: nil, filter: nil, threshold: nil, tags: [])
    let rule = Rule(
      text: analyzer.text, line: analyzer.line, column: analyzer.column, kind: .simple(simple), labels: [])
    return RulePlanner.plan(rule, context, prepared)
  }

  private func result(_ analyzer: Analyzer, _ parts: [Part], _ answers: inout Answers) -> AnalyzerResult {
    var measures: [AnalyzerResult.Measure] = []
    var message = ""
    for part in parts {
      let result = answers.result(part.plan)
      if result.status != .pass && message.isEmpty { message = result.message }
      measures.append(.init(name: part.name, value: result.valueText.map(JSONValue.number) ?? .null))
    }
    switch analyzer.type {
    case .columnValues, .columnLength, .columnDataType:
      append(analyzer.parameters[0], analyzer.type, &measures, &message)
    case .allStatistics:
      for column in statistics(of: analyzer) {
        append(column, .columnValues, &measures, &message, prefix: column + ".")
      }
    default:
      if parts.isEmpty { message = "\(analyzer.type.rawValue) has no measure of its own" }
    }
    return AnalyzerResult(analyzer: analyzer.text, line: analyzer.line, measures: measures, message: message)
  }

  // MARK: Least and greatest

  private func append(
    _ name: String, _ type: RuleType, _ measures: inout [AnalyzerResult.Measure], _ message: inout String,
    prefix: String = ""
  ) {
    guard let column = context.column(name) else {
      message = "the column \"\(name)\" is not there"
      return
    }
    do {
      for (name, value) in try extremes(column, type) { measures.append(.init(name: prefix + name, value: value)) }
    } catch {
      message = String(describing: error)
    }
  }

  private func extremes(_ column: QualityContext.Column, _ type: RuleType) throws -> [(String, JSONValue)] {
    switch type {
    case .columnDataType: return [("DataType", .string(column.type))]
    case .columnLength:
      guard column.kind == .text else { throw AnswerProblem(description: "\(column.name) is no text") }
      return try ask(["MinimumLength", "MaximumLength"], "min(length(\(column.sql))), max(length(\(column.sql)))")
    default:
      // Values of a text may be anybody's; their lengths say enough.
      guard column.kind != .text, column.kind != .other else { return try extremes(column, of: column.kind) }
      return try ask(["Minimum", "Maximum"], "min(\(column.sql)), max(\(column.sql))")
    }
  }

  private func extremes(_ column: QualityContext.Column, of kind: ColumnKind) throws -> [(String, JSONValue)] {
    guard kind == .text, let number = column.number else { return [] }
    let answer = try ask(
      ["Minimum", "Maximum", "strange"],
      "min(\(number)), max(\(number)), count(*) FILTER (WHERE \(column.sql) IS NOT NULL AND (\(number)) IS NULL)")
    return answer[2].1 == 0 ? Array(answer.prefix(2)) : try extremes(column, .columnLength)
  }

  private func ask(_ names: [String], _ select: String) throws -> [(String, JSONValue)] {
    let row = try engine.rows("SELECT \(select) FROM \(context.relation) AS t").first ?? []
    return zip(names, row).map { ($0, $1) }
  }
}
