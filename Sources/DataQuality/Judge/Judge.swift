import JSON

/// An answer of another shape than was asked for.
struct AnswerProblem: Error, CustomStringConvertible {
  let description: String
}

extension Judge {
  /// - Parameters:
  ///   - name: the rule's type, for messages.
  ///   - scan: the answers to `Question.scan`.
  ///   - answer: the rows of `Question.query`.
  func verdict(_ name: String, scan: [JSONValue], answer: [[JSONValue]]) throws(AnswerProblem) -> Verdict {
    switch self {
    case .measure(let limits, let emptiness, let countsStrangers):
      return try Self.measure(name, scan, limits, emptiness, countsStrangers)
    case .share(let limits, let emptiness):
      let counts = try Self.counts(scan, 2)
      return counts[0] == 0 ? emptiness.verdict : .share(name, counts[1], of: counts[0], limits)
    case .eachRow(let threshold, let emptiness):
      let counts = try Self.counts(scan, 2)
      return counts[0] == 0 ? emptiness.verdict : .rows(counts[1], of: counts[0], threshold: threshold)
    case .queriedRows(let threshold, let emptiness):
      let counts = try Self.counts(answer.first ?? [], 2)
      return counts[0] == 0 ? emptiness.verdict : .rows(counts[1], of: counts[0], threshold: threshold)
    case .queriedShare(let limits):
      let counts = try Self.counts(answer.first ?? [], 2)
      return counts[0] == 0 ? Emptiness.failing.verdict : .share(name, counts[1], of: counts[0], limits)
    case .rowRatio(let limits): return try Self.rowRatio(name, answer, limits)
    case .matchedRows(let limits): return try Self.matchedRows(name, answer, limits)
    case .sumRatio(let limits): return try Self.sumRatio(name, answer, limits)
    case .queriedMeasure(let limits, let emptiness):
      guard let measure = Self.number(answer.first?.first) else {
        return try Self.counts(scan, 1)[0] == 0 ? emptiness.verdict : Self.noValues(name)
      }
      return .judged(name, measure, limits)
    case .keys(let measure, let emptiness):
      guard try Self.counts(scan, 1)[0] > 0 || measure.countsNothing(emptiness) else { return emptiness.verdict }
      let counts = try Self.counts(answer.first ?? [], 3)
      let keys = KeyCounts(distinct: counts[0], once: counts[1], rows: counts[2])
      return try measure.verdict(name, keys, scan: Array(scan.dropFirst()))
    case .strangers(let count, let pattern): return Self.strangers(answer, of: count, pattern)
    case .statement(let limits): return try Self.statement(name, answer, limits)
    case .anomaly(let judge, let history):
      return Anomaly(history: history).verdict(name, try judge.verdict(name, scan: scan, answer: answer))
    }
  }

  private static func measure(
    _ name: String, _ scan: [JSONValue], _ limits: Limits, _ emptiness: Emptiness, _ countsStrangers: Bool
  ) throws(AnswerProblem) -> Verdict {
    if case .filtered = emptiness, try counts(Array(scan.dropFirst()), 1)[0] == 0 { return emptiness.verdict }
    let strangers = countsStrangers ? try counts(scan.suffix(1), 1)[0] : 0
    guard strangers == 0 else { return .fail(notNumbers(strangers)) }
    guard let measure = exact(scan.first) else { return noValues(name) }
    return .judged(name, measure, limits)
  }

  private static func noValues(_ name: String) -> Verdict {
    .fail("\(name) has no value: there are no values to measure")
  }

  private static func notNumbers(_ count: Int64) -> String {
    count == 1 ? "1 value is no number" : "\(count) values are no numbers"
  }

  private static func rowRatio(
    _ name: String, _ answer: [[JSONValue]], _ limits: Limits
  ) throws(AnswerProblem) -> Verdict {
    let counts = try counts(answer.first ?? [], 2)
    guard counts[1] > 0 else { return .fail("the reference has no rows") }
    return .share(name, counts[0], of: counts[1], limits)
  }

  private static func matchedRows(
    _ name: String, _ answer: [[JSONValue]], _ limits: Limits
  ) throws(AnswerProblem) -> Verdict {
    let counts = try counts(answer.first ?? [], 5)
    guard counts[0] > 0 else { return Emptiness.failing.verdict }
    for (rows, keys, owner) in [(counts[0], counts[1], "the table"), (counts[2], counts[3], "the reference")]
    where rows != keys {
      return .fail("the key does not tell the rows of \(owner) apart: \(rows) rows have \(keys) keys")
    }
    var verdict = Verdict.share(name, counts[4], of: counts[0], limits)
    if verdict.status == .fail { verdict.message += "; \(counts[0] - counts[4]) of \(counts[0]) rows are not equal" }
    return verdict
  }

  private static func sumRatio(
    _ name: String, _ answer: [[JSONValue]], _ limits: Limits
  ) throws(AnswerProblem) -> Verdict {
    let row = answer.first ?? []
    let strange = try counts(Array(row.dropFirst(2)), 2)
    guard strange[0] + strange[1] == 0 else { return .fail(notNumbers(strange[0] + strange[1])) }
    guard let first = exact(row.first), let second = exact(row.dropFirst().first) else { return noValues(name) }
    guard second.value != 0 else { return .judged(name, NumberLimit(first.value == 0 ? 1 : 0), limits) }
    // Equal digits are a ratio of exactly 1, whatever a division of doubles makes of them.
    let ratio = first.text == second.text ? 1 : first.value / second.value
    return .judged(name, NumberLimit(ratio), limits)
  }

  private static func strangers(_ answer: [[JSONValue]], of count: Int, _ pattern: String) -> Verdict {
    let names = answer.compactMap { $0.first?.stringValue }
    let shown = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    let share = NumberLimit(Double(count - names.count) / Double(max(1, count)))
    return .measured(
      share, accepted: names.isEmpty && count > 0,
      message: count == 0 ? "there are no columns" : "not matching \(pattern): \(shown)\(more)")
  }

  static func number(_ value: JSONValue?) -> NumberLimit? {
    switch value {
    case .number(let text): NumberLimit(text: text)
    case .bool(let flag): NumberLimit(flag ? 1 : 0)
    default: nil
    }
  }

  /// Also a number that the engine was asked to give as text, because its type would not hold all digits.
  private static func exact(_ value: JSONValue?) -> NumberLimit? {
    guard case .string(let text)? = value else { return number(value) }
    guard let double = Double(text), double.isFinite else { return nil }
    return NumberLimit(text: text)
  }

  static func counts(_ values: some Sequence<JSONValue>, _ wanted: Int) throws(AnswerProblem) -> [Int64] {
    let counts = values.prefix(wanted).compactMap(\.intValue)
    guard counts.count == wanted else {
      throw AnswerProblem(
        description: "the engine gave other than the \(wanted) counts it was asked for")
    }
    return counts
  }

  private static func statement(
    _ name: String, _ answer: [[JSONValue]], _ limits: Limits
  ) throws(AnswerProblem) -> Verdict {
    guard answer.count == 1, answer[0].count == 1 else {
      let shape = answer.isEmpty ? "no row" : answer.count > 1 ? "more than one row" : "\(answer[0].count) columns"
      throw AnswerProblem(description: "the statement must give one number, it gave \(shape)")
    }
    if answer[0][0].isNull { return .fail("the statement gave NULL" + (limits.map { ", not \($0.text)" } ?? "")) }
    guard let measure = number(answer[0][0]) else {
      // Never the value itself: messages go to logs and screens that more people see than the table.
      throw AnswerProblem(description: "the statement must give one number, it gave \(kind(answer[0][0]))")
    }
    return .judged(name, measure, limits)
  }
}

extension Judge {
  /// A value by its kind.
  fileprivate static func kind(_ value: JSONValue) -> String {
    switch value {
    case .string: "a text"
    case .array: "a list"
    case .object: "a struct"
    default: "no number"
    }
  }
}

/// How often the values of one or more columns occur. Rows whose columns are all NULL are left out.
struct KeyCounts {
  let distinct: Int64
  let once: Int64
  let rows: Int64
}

extension KeyMeasure {
  func verdict(_ name: String, _ keys: KeyCounts, scan: [JSONValue]) throws(AnswerProblem) -> Verdict {
    switch self {
    case .uniqueness(let limits): return keys.rows == 0 ? Self.allNull : .share(name, keys.once, of: keys.rows, limits)
    case .uniqueValueRatio(let limits):
      return keys.distinct == 0 ? Self.allNull : .share(name, keys.once, of: keys.distinct, limits)
    case .distinctValues(let limits):
      return .judged(name, NumberLimit(Double(keys.distinct + (try Judge.counts(scan, 1)[0]))), limits)
    case .isUnique: return unique(keys, incomplete: 0)
    case .isPrimaryKey: return unique(keys, incomplete: try Judge.counts(scan, 1)[0])
    }
  }

  /// How many values there are can be told of no rows, too.
  func countsNothing(_ emptiness: Emptiness) -> Bool {
    if case .distinctValues = self, case .failing = emptiness { true } else { false }
  }

  private static let allNull = Verdict(status: .fail, message: "there are no values, only NULL", rowsFailed: 0)

  private func unique(_ keys: KeyCounts, incomplete: Int64) -> Verdict {
    guard keys.rows + incomplete > 0 else { return Self.allNull }
    var verdict = Verdict.rows(keys.once, of: keys.rows + incomplete, threshold: nil)
    guard verdict.status == .fail else { return verdict }
    let repeated = keys.rows - keys.once
    var reasons: [String] = []
    if repeated > 0 { reasons.append("\(repeated) of \(keys.rows) rows share their key with another") }
    if incomplete > 0 { reasons.append("\(incomplete) without a complete key") }
    verdict.message = reasons.joined(separator: ", ")
    return verdict
  }
}
