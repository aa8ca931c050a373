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
    case .measure(let limits):
      guard let measure = Self.number(scan.first) else {
        return .fail("\(name) has no value: there are no values to measure")
      }
      return .judged(name, measure, limits)
    case .share(let limits):
      let counts = try Self.counts(scan, 2)
      return .share(name, counts[1], of: counts[0], limits)
    case .eachRow(let threshold):
      let counts = try Self.counts(scan, 2)
      return .rows(counts[1], of: counts[0], threshold: threshold)
    case .queriedRows(let threshold):
      let counts = try Self.counts(answer.first ?? [], 2)
      return .rows(counts[1], of: counts[0], threshold: threshold)
    case .queriedShare(let limits):
      let counts = try Self.counts(answer.first ?? [], 2)
      return .share(name, counts[1], of: counts[0], limits)
    case .keys(let measure):
      let counts = try Self.counts(answer.first ?? [], 3)
      let keys = KeyCounts(distinct: counts[0], once: counts[1], rows: counts[2])
      return try measure.verdict(name, keys, scan: scan)
    case .statement(let limits):
      return try Self.statement(name, answer, limits)
    }
  }

  static func number(_ value: JSONValue?) -> NumberLimit? {
    switch value {
    case .number(let text): NumberLimit(text: text)
    case .bool(let flag): NumberLimit(flag ? 1 : 0)
    default: nil
    }
  }

  static func counts(_ values: [JSONValue], _ wanted: Int) throws(AnswerProblem) -> [Int64] {
    let counts = values.prefix(wanted).compactMap(\.intValue)
    guard counts.count == wanted else {
      throw AnswerProblem(
        description: "the engine gave \(JSONValue.array(values).text) where \(wanted) counts were asked for")
    }
    return counts
  }

  private static func statement(
    _ name: String, _ answer: [[JSONValue]], _ limits: Comparison<NumberLimit>
  ) throws(AnswerProblem) -> Verdict {
    guard answer.count == 1, answer[0].count == 1 else {
      let shape = answer.isEmpty ? "no row" : answer.count > 1 ? "more than one row" : "\(answer[0].count) columns"
      throw AnswerProblem(description: "the statement must give one number, it gave \(shape)")
    }
    if answer[0][0].isNull { return .fail("the statement gave NULL, not \(limits.text)") }
    guard let measure = number(answer[0][0]) else {
      throw AnswerProblem(description: "the statement must give one number, it gave \(answer[0][0].text)")
    }
    return .judged(name, measure, limits)
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
    case .uniqueness(let limits): return .share(name, keys.once, of: keys.rows, limits)
    case .uniqueValueRatio(let limits): return .share(name, keys.once, of: keys.distinct, limits)
    case .distinctValues(let limits): return .judged(name, NumberLimit(Double(keys.distinct)), limits)
    case .isUnique: return unique(keys, incomplete: 0)
    case .isPrimaryKey: return unique(keys, incomplete: try Judge.counts(scan, 1)[0])
    }
  }

  private func unique(_ keys: KeyCounts, incomplete: Int64) -> Verdict {
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
