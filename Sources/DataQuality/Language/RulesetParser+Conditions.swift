extension RulesetParser {
  var atCondition: Bool {
    switch peek.kind {
    case .symbol(let symbol): Comparator(rawValue: symbol) != nil
    case .word(let word): ["between", "in", "not", "matches"].contains(word)
    default: false
    }
  }

  /// The condition the rule needs, or nil where it has none.
  mutating func condition(
    of type: RuleType, _ signature: RuleType.Signature
  ) throws(RulesetError) -> Condition? {
    let start = peek
    guard atCondition else {
      guard signature.families.isEmpty || signature.conditionIsOptional else {
        throw error("\(type.rawValue) needs a condition, found \(start.display)", hint: example(signature.families))
      }
      return nil
    }
    guard !signature.families.isEmpty else { throw error("\(type.rawValue) takes no condition") }
    let raw = try rawCondition()
    guard let condition = raw.resolved(as: signature.families) else {
      throw mismatch(type, raw, signature.families, at: start)
    }
    return condition
  }

  mutating func thresholdComparison() throws(RulesetError) -> Comparison<NumberExpression> {
    let start = peek
    guard atCondition else {
      throw error("the threshold needs a condition, found \(start.display)", hint: "such as > 0.9")
    }
    guard case .number(let comparison)? = try rawCondition().resolved(as: [.number]) else {
      throw error(at: start, "a threshold is compared with a number", hint: "such as > 0.9")
    }
    return comparison
  }

  private func mismatch(
    _ type: RuleType, _ raw: RawCondition, _ families: [RuleType.Family], at start: Token
  ) -> RulesetError {
    if families.contains(.text), case .compared(let comparator) = raw.form {
      if comparator.isOrdering, raw.operands.contains(.null) {
        return error(at: start, "NULL has no place in an order", hint: "it goes with =, !=, in and not in")
      }
      if comparator.isOrdering, let text = raw.firstText {
        let message = "\"\(text)\" is no date, and texts have no order here"
        return error(at: start, message, hint: "texts go with =, !=, in and matches")
      }
      if raw.operands.count > 1, families.count > 1 {
        return error(at: start, "the values of a list must be of one kind")
      }
    }
    let names = families.map { $0.noun }.joined(separator: " or ")
    return error(at: start, "\(type.rawValue) is compared with \(names)", hint: example(families))
  }

  private func example(_ families: [RuleType.Family]) -> String { "such as \(families.first?.example ?? "> 0")" }

  private mutating func rawCondition() throws(RulesetError) -> RawCondition {
    if case .symbol(let symbol) = peek.kind, let comparator = Comparator(rawValue: symbol) {
      at += 1
      let operands = try operands()
      guard operands.count == 1 else { throw error("a variable that holds a list goes with in") }
      return RawCondition(form: .compared(comparator), operands: operands)
    }
    let negated = take(word: "not")
    if take(word: "between") { return try range(negated ? .notBetween : .between) }
    if take(word: "in") { return try members(negated ? .notIn : .isIn) }
    if take(word: "matches") {
      let pattern = try text("a pattern in double quotes")
      return RawCondition(form: .matches(negated: negated), operands: [.text(pattern)])
    }
    throw error("between, in or matches expected after not, found \(peek.display)")
  }

  private mutating func range(_ comparator: Comparator) throws(RulesetError) -> RawCondition {
    let low = try operands()
    guard take(word: "and") || take(word: "AND") else {
      throw error("'and' expected between the two ends, found \(peek.display)")
    }
    let high = try operands()
    guard low.count == 1, high.count == 1 else { throw error("a variable that holds a list goes with in") }
    return RawCondition(form: .compared(comparator), operands: low + high)
  }

  private mutating func members(_ comparator: Comparator) throws(RulesetError) -> RawCondition {
    if case .variable = peek.kind { return RawCondition(form: .compared(comparator), operands: try operands()) }
    try expect("[")
    guard peek.kind != .symbol("]") else { throw error("the list is empty") }
    var all: [RawCondition.Operand] = []
    repeat { all += try operands() } while take(",")
    try expect("]")
    return RawCondition(form: .compared(comparator), operands: all)
  }
}

extension RuleType.Family {
  var noun: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .date: "a date"
    case .duration: "a duration"
    case .size: "a size"
    }
  }

  var example: String {
    switch self {
    case .number: "> 0"
    case .text: "= \"value\""
    case .date: "> (now() - 3 days)"
    case .duration: "<= 3 days"
    case .size: "> 5 MB"
    }
  }
}
