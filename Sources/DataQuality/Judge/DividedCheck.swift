/// A check whose rules are asked elsewhere, as far as they can be: in the same words as far as they mean the same there. What
/// has no such words, or no answer, is asked of the engine here, so that a verdict does not depend on where it was found.
struct DividedCheck {
  let ruleset: Ruleset
  let elsewhere: Elsewhere
  private let here: Side
  private let there: Side

  private struct Side {
    let context: QualityContext
    let engine: any QualityEngine
    let prepared: PreparedRules
  }

  /// - Parameter context: with the columns of the references.
  init(
    _ ruleset: Ruleset, _ context: QualityContext, _ prepared: PreparedRules, _ engine: any QualityEngine,
    _ elsewhere: Elsewhere
  ) {
    (self.ruleset, self.elsewhere) = (ruleset, elsewhere)
    here = Side(context: context, engine: engine, prepared: prepared)
    let other = context.asked(
      in: elsewhere.dialect, relation: elsewhere.relation, references: elsewhere.references)
    there = Side(
      context: other, engine: elsewhere.engine, prepared: prepared.prepared(by: elsewhere.engine, other, ruleset))
  }

  // MARK: Rules

  private struct Judged {
    let plan: PlannedRule
    /// In the words of there; nil where it was judged here.
    var distant: PlannedRule?
    var result: RuleResult?
  }

  func run() throws -> QualityReport {
    let plans = RulePlanner.plan(ruleset, here.context, here.prepared)
    var judged = plans.map { Judged(plan: $0, distant: distant($0)) }
    var answers = Answers(context: there.context, engine: there.engine)
    try judgeThere(&judged, &answers)
    let left = judged.filter { $0.result == nil }.map(\.plan)
    var own = Answers(context: here.context, engine: here.engine)
    if answers.total == nil || !left.flatMap(\.questions).isEmpty { own.scan(left) }
    let results = judged.map { $0.result ?? own.result($0.plan) }
    let counts = try counts(judged, results, total: answers.total ?? own.total)
    return QualityReport(
      results: results, measures: try measures(), rowsPassed: counts?.passed, rowsFailed: counts?.failed,
      rowOutcomes: zip(plans, results).map { RowOutcomes.outcome($0, $1) })
  }

  private func judgeThere(_ judged: inout [Judged], _ answers: inout Answers) throws {
    let plans = judged.compactMap(\.distant)
    guard !plans.isEmpty else { return }
    answers.scan(plans)
    for index in judged.indices {
      guard let plan = judged[index].distant else { continue }
      answers.problem = nil
      let result = answers.result(plan)
      try requireEngine()
      if let problem = answers.problem {
        judged[index].distant = nil
        elsewhere.tell(plan.rule, problem)
      } else {
        judged[index].result = result
      }
    }
    try requireEngine()
  }

  private func requireEngine() throws { if let loss = elsewhere.engine.loss { throw loss } }

  /// Nil for a rule that asks nothing of the rows, or cannot be asked there.
  private func distant(_ plan: PlannedRule) -> PlannedRule? {
    guard plan.rule.simpleRules.contains(where: \.asksRows), !plan.questions.isEmpty else { return nil }
    if let reason = objection(to: plan.rule) {
      elsewhere.tell(plan.rule, reason)
      return nil
    }
    return RulePlanner.plan(plan.rule, there.context, there.prepared)
  }

  // MARK: Rows

  /// Rows that pass and fail. Here where a rule that may fail was judged here.
  private func counts(
    _ judged: [Judged], _ results: [RuleResult], total: Int64?
  ) throws -> (passed: Int64, failed: Int64)? {
    let own = zip(judged, results).map { RowOutcomes.outcome($0.plan, $1) }
    let distant = zip(judged, results).map { one, result in one.distant.map { RowOutcomes.outcome($0, result) } }
    if zip(own, distant).allSatisfy({ !$0.mayFail || $1?.mayFail == true }) {
      let counts = RowOutcomes.counts(distant.compactMap { $0 }, there.context, there.engine, total: total)
      try requireEngine()
      if let counts { return counts }
    }
    return RowOutcomes.counts(own, here.context, here.engine, total: total)
  }

  // MARK: Analyzers

  private func measures() throws -> [AnalyzerResult] {
    let distant = AnalyzerRun(context: there.context, engine: there.engine, prepared: there.prepared)
      .results(ruleset.analyzers)
    try requireEngine()
    let own = AnalyzerRun(context: here.context, engine: here.engine, prepared: here.prepared)
    return zip(ruleset.analyzers, distant).flatMap { $1.message.isEmpty ? [$1] : own.results([$0]) }
  }

  // MARK: What cannot be asked there

  private func objection(to rule: Rule) -> String? {
    rule.simpleRules.lazy.compactMap { part in
      guard case .simple(let simple) = part.kind else { return nil }
      return part.writtenSQL.lazy.compactMap { there.prepared.refusal(of: $0) }.first ?? objection(to: simple)
    }.first
  }

  private func objection(to rule: SimpleRule) -> String? {
    if case .pattern(let pattern, _)? = rule.condition {
      let ignoresCase = rule.tags.contains { $0.name == "ignoreCase" && $0.value.lowercased() == "true" }
      guard elsewhere.dialect.reads(ignoresCase ? "(?i)" + pattern : pattern) else {
        return "its pattern means something else there"
      }
      // Put among other signs, half a pattern could become a whole one.
      let literal = here.context.dialect.literal(pattern)
      guard (try? here.engine.facts("SELECT regexp_matches('', \(literal))")) != nil else {
        return "its pattern cannot be read"
      }
    }
    let takesText = rule.type == .columnDataType || rule.type == .columnValues
    if takesText, let column = rule.parameters.first.flatMap(here.context.column), column.kind == .other {
      return "values of type \(column.type) are compared as texts"
    }
    return here.context.references.keys.first { alias in
      there.context.references[alias] == nil && rule.parameters.contains { $0.contains(alias) }
    }.map { "\($0) is not there" }
  }
}

extension Rule {
  /// It cannot be judged by what is known of the columns and files.
  fileprivate var asksRows: Bool {
    guard case .simple(let simple) = kind else { return false }
    switch simple.type {
    case .columnNamesMatchPattern, .columnCount, .columnExists, .schemaMatch, .fileSize, .fileFreshness, .fileMatch,
      .fileUniqueness:
      return false
    default: return true
    }
  }
}
