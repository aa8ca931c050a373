extension RulesetParser {
  /// What may follow a number without being meant as its unit. A rule's name is there when a comma is missing.
  private static let followers: Set<String> = Set(
    ["and", "AND", "or", "OR", "where", "with", "labels", "threshold"] + RuleType.allCases.map(\.rawValue))

  /// One operand; several when a variable holds a list.
  mutating func operands() throws(RulesetError) -> [RawCondition.Operand] {
    switch peek.kind {
    case .text(let text):
      at += 1
      return [.text(text)]
    case .variable(let name):
      let value = try variable(name)
      at += 1
      switch value {
      case .text(let text): return [.text(text)]
      case .list(let texts): return texts.map(RawCondition.Operand.text)
      }
    case .word(let word):
      if let keyword = Self.keyword(word) {
        at += 1
        return [keyword]
      }
      if isNow(at: 0) { return [.date(try now())] }
    case .symbol("(") where isNow(at: 1): return [.date(try movedNow())]
    default: break
    }
    return [try numberWithUnit()]
  }

  private static func keyword(_ word: String) -> RawCondition.Operand? {
    switch word {
    case "NULL", "null": .null
    case "EMPTY", "empty": .empty
    case "WHITESPACES_ONLY", "whitespaces_only": .whitespacesOnly
    default: nil
    }
  }

  // MARK: Dates

  private func isNow(at ahead: Int) -> Bool { peek(ahead).word == "now" && peek(ahead + 1).kind == .symbol("(") }

  private mutating func now() throws(RulesetError) -> DateExpression {
    at += 2
    try expect(")")
    return .now(plusMinutes: 0)
  }

  /// `(now() - 3 days)`: the parentheses belong to it.
  private mutating func movedNow() throws(RulesetError) -> DateExpression {
    at += 1
    _ = try now()
    let forward = take("+")
    guard forward || take("-") else { throw error("'+' or '-' expected after now(), found \(peek.display)") }
    let start = peek
    guard case .number(let digits) = peek.kind, let amount = Int(digits) else {
      throw error("a whole number expected, found \(peek.display)")
    }
    at += 1
    let minutes = try duration(amount, try durationUnit(), at: start).minutes
    try expect(")")
    return .now(plusMinutes: forward ? minutes : -minutes)
  }

  private func duration(
    _ amount: Int, _ unit: DurationLength.Unit, at start: Token
  ) throws(RulesetError) -> DurationLength {
    guard amount <= DurationLength.most(unit) else {
      throw error(at: start, "the duration is too long", hint: "at most \(DurationLength.most(unit)) \(unit.rawValue)")
    }
    return DurationLength(amount: amount, unit: unit)
  }

  private mutating func durationUnit() throws(RulesetError) -> DurationLength.Unit {
    guard let unit = peek.word.flatMap(DurationLength.Unit.init(rawValue:)) else {
      throw error("days, hours or minutes expected, found \(peek.display)")
    }
    at += 1
    return unit
  }

  // MARK: Numbers

  private mutating func numberWithUnit() throws(RulesetError) -> RawCondition.Operand {
    let start = peek
    guard case .number(let digits) = start.kind, let unit = peek(1).word, !Self.followers.contains(unit) else {
      return .number(try sum())
    }
    at += 1
    guard let amount = Int(digits) else { throw error("a whole number expected before \(unit)") }
    if let unit = DurationLength.Unit(rawValue: unit) {
      at += 1
      return .duration(try duration(amount, unit, at: start))
    }
    if let unit = ByteCount.Unit(rawValue: unit) {
      at += 1
      return .size(ByteCount(amount: amount, unit: unit))
    }
    let known = DurationLength.Unit.allCases.map(\.rawValue) + ByteCount.Unit.allCases.map(\.rawValue)
    let hint = Suggestion.hint(for: unit, among: known) ?? "known: \(known.joined(separator: ", "))"
    throw error("the unit \(unit) is unknown", hint: hint)
  }

  private mutating func sum() throws(RulesetError) -> NumberExpression {
    var left = try product()
    while true {
      if take("+") {
        left = .binary("+", left, try product())
      } else if take("-") {
        left = .binary("-", left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(RulesetError) -> NumberExpression {
    var left = try factor()
    while true {
      if take("*") {
        left = .binary("*", left, try factor())
      } else if take("/") {
        left = .binary("/", left, try factor())
      } else {
        return left
      }
    }
  }

  private mutating func factor() throws(RulesetError) -> NumberExpression {
    if take("(") { return try nested { (parser) throws(RulesetError) in try parser.sum() } }
    let negative = take("-")
    if case .number(let digits) = peek.kind {
      at += 1
      return .literal((negative ? "-" : "") + digits)
    }
    guard !negative else { throw error("a number expected after '-', found \(peek.display)") }
    if let name = peek.word, peek(1).kind == .symbol("(") { return try call(name) }
    throw notANumber()
  }

  private func notANumber() -> RulesetError {
    guard let word = peek.word else { return error("a value expected, found \(peek.display)") }
    if let first = word.utf8.first, (0x30...0x39).contains(first) || first == UInt8(ascii: ".") {
      return error("'\(word)' is no number", hint: "such as 3, 0.5 or 3 days")
    }
    return error("a value expected, found '\(word)'", hint: "texts stand in double quotes")
  }

  private mutating func arguments() throws(RulesetError) -> [NumberExpression] {
    var arguments = [try sum()]
    while take(",") { arguments.append(try sum()) }
    return arguments
  }

  private mutating func call(_ name: String) throws(RulesetError) -> NumberExpression {
    at += 2
    guard !take(")") else { return .call(name, []) }
    return .call(name, try nested { (parser) throws(RulesetError) in try parser.arguments() })
  }
}
