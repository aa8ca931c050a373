import JSON

/// The engine's answers to the questions of all rules; each question is asked once.
struct Answers {
  private let context: QualityContext
  private let engine: any QualityEngine
  private var scanned: [String: Result<JSONValue, AnswerProblem>] = [:]
  private var queried: [String: Result<[[JSONValue]], AnswerProblem>] = [:]
  /// Why a result since it was last set to nil is an error.
  var problem: String?
  private static let countingAll = "count(*)"

  init(context: QualityContext, engine: any QualityEngine) {
    self.context = context
    self.engine = engine
  }

  /// The rows of the target; nil when they could not be counted.
  var total: Int64? {
    guard case .success(let value)? = scanned[Self.countingAll] else { return nil }
    return value.intValue
  }

  // MARK: The scan

  /// Answers the aggregates of all rules by one scan. When that fails, the rules are asked one by one, so that only those
  /// at fault go without an answer.
  mutating func scan(_ plans: [PlannedRule]) {
    let groups = plans.flatMap(\.questions).map(\.scan).filter { !$0.isEmpty }
    let all = [[Self.countingAll]] + groups
    engine.expect([query(all)] + plans.flatMap(\.questions).compactMap(\.query))
    if take(all) { return }
    if context.dialect == .duckDB {
      for group in all { _ = take([group]) }
    } else {
      halve(all)
    }
  }

  /// Far away a scan is dear: those at fault are found by halves.
  private mutating func halve(_ groups: [[String]]) {
    guard groups.count > 1 else { return }
    let halves = [groups.prefix(groups.count / 2), groups.suffix(groups.count - groups.count / 2)].map(Array.init)
    engine.expect(halves.map { query($0) })
    for half in halves where !take(half) { halve(half) }
  }

  private mutating func take(_ groups: [[String]]) -> Bool {
    let expressions = Self.expressions(groups)
    switch ask(query(groups)) {
    case .success(let rows):
      for (index, expression) in expressions.enumerated() {
        let value = rows.first.flatMap { index < $0.count ? $0[index] : nil }
        scanned[expression] = .success(value ?? .null)
      }
      return true
    case .failure(let problem):
      for expression in expressions where scanned[expression] == nil { scanned[expression] = .failure(problem) }
      return false
    }
  }

  private func query(_ groups: [[String]]) -> String {
    "SELECT \(SQLPart.list(Self.expressions(groups))) FROM \(context.relation) AS t"
  }

  /// Each once.
  private static func expressions(_ groups: [[String]]) -> [String] {
    var seen: Set<String> = []
    return groups.joined().filter { seen.insert($0).inserted }
  }

  private func ask(_ query: String) -> Result<[[JSONValue]], AnswerProblem> {
    do {
      return .success(try engine.rows(query))
    } catch {
      return .failure(AnswerProblem(description: String(describing: error)))
    }
  }

  private mutating func rows(_ query: String?) throws(AnswerProblem) -> [[JSONValue]] {
    guard let query else { return [] }
    let answer = queried[query] ?? ask(query)
    queried[query] = answer
    return try answer.get()
  }

  private func values(_ expressions: [String]) throws(AnswerProblem) -> [JSONValue] {
    var values: [JSONValue] = []
    for expression in expressions { values.append(try scanned[expression]?.get() ?? .null) }
    return values
  }

  // MARK: Verdicts

  mutating func result(_ plan: PlannedRule) -> RuleResult {
    let verdict: Verdict
    var legs: [RuleResult] = []
    switch plan.plan {
    case .settled(let settled): verdict = settled
    case .asked(let question): verdict = judge(plan, question)
    case .joined(let connective, let plans):
      legs = plans.map { result($0) }
      verdict = .joined(connective, legs)
    }
    return RuleResult(
      rule: plan.rule.text, line: plan.rule.line, status: verdict.status, value: verdict.value,
      valueText: verdict.valueText, message: verdict.message, rowsFailed: verdict.rowsFailed,
      labels: plan.rule.labels, legs: legs, hasJudged: verdict.hasJudged)
  }

  private mutating func judge(_ plan: PlannedRule, _ question: Question) -> Verdict {
    do {
      let answer = try rows(question.query)
      let scan = try values(question.scan)
      var verdict = try question.judge.verdict(plan.name, scan: scan, answer: answer)
      if verdict.status == .fail { verdict.message += examples(question.evidence) }
      return verdict
    } catch {
      problem = error.description
      return .error(error.description)
    }
  }

  /// Nothing when the engine gives no examples: the verdict stands without them.
  private func examples(_ query: String?) -> String {
    guard let query, case .success(let rows) = ask(query), !rows.isEmpty else { return "" }
    let texts = rows.map { row in row.map { $0.isNull ? "NULL" : $0.stringValue ?? $0.text }.joined(separator: ",") }
    return "; for example " + texts.joined(separator: ", ")
  }
}

extension PlannedRule {
  var questions: [Question] {
    switch plan {
    case .asked(let question): [question]
    case .settled: []
    case .joined(_, let legs): legs.flatMap(\.questions)
    }
  }

  /// How messages name the measure.
  var name: String {
    if case .simple(let simple) = rule.kind { simple.type.rawValue } else { "the rule" }
  }
}
