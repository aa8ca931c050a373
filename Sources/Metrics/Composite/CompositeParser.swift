/// Reads a rule: `ALARM("late") AND NOT (OK(orders) OR FALSE)`. NOT binds closer than AND, AND closer than OR.
struct CompositeParser {
  private let characters: [Character]
  private var at = 0
  private var depth = 0
  private static let deepest = 200

  init(_ text: String) throws(MathError) {
    characters = Array(text)
    guard !text.allSatisfy(\.isWhitespace) else { throw MathError("the rule is empty; write ALARM(\"name\")", at: 1) }
  }

  mutating func rule() throws(MathError) -> CompositeNode {
    let node = try disjunction()
    skipBlanks()
    guard at == characters.count else { throw error("AND, OR or the end is expected here, not '\(rest)'") }
    return node
  }

  private var rest: String { String(characters[at...].prefix(20)) }
  private func error(_ message: String) -> MathError { MathError(message, at: at + 1) }

  private mutating func skipBlanks() {
    while at < characters.count, characters[at].isWhitespace { at += 1 }
  }

  private mutating func disjunction() throws(MathError) -> CompositeNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("the rule is nested too deeply") }
    var node = try conjunction()
    while take(word: "OR") { node = .or(node, try conjunction()) }
    return node
  }

  private mutating func conjunction() throws(MathError) -> CompositeNode {
    var node = try negation()
    while take(word: "AND") { node = .and(node, try negation()) }
    return node
  }

  private mutating func negation() throws(MathError) -> CompositeNode {
    var isNegated = false
    while take(word: "NOT") { isNegated.toggle() }
    let node = try operand()
    return isNegated ? .negated(node) : node
  }

  private mutating func operand() throws(MathError) -> CompositeNode {
    skipBlanks()
    if take("(") {
      let opened = at
      let node = try disjunction()
      skipBlanks()
      guard take(")") else { throw error("')' is missing; it was opened at column \(opened)") }
      return node
    }
    let start = at
    let word = word()
    at += word.count
    if word == "TRUE" || word == "FALSE" { return .constant(word == "TRUE") }
    guard let state = AlarmState(rawValue: word) else {
      at = start
      throw unknown(word)
    }
    return .state(state, try name(of: word))
  }

  private func unknown(_ word: String) -> MathError {
    let words = AlarmState.allCases.map(\.rawValue) + ["NOT", "AND", "OR", "TRUE", "FALSE"]
    if words.contains(word.uppercased()), word != word.uppercased() {
      return error("\(word) is written in capitals: \(word.uppercased())")
    }
    let found = word.isEmpty ? at < characters.count ? "'\(rest)'" : "the end" : "'\(word)'"
    return error("ALARM(…), OK(…), INSUFFICIENT_DATA(…), NOT, TRUE, FALSE or '(' is expected here, not \(found)")
  }

  private mutating func name(of state: String) throws(MathError) -> String {
    skipBlanks()
    guard take("(") else { throw error("\(state) needs the name of an alarm: \(state)(\"name\")") }
    skipBlanks()
    let start = at
    if let quote = ["\"", "'"].first(where: { take($0) }) {
      while at < characters.count, characters[at] != quote { at += 1 }
      let name = String(characters[(start + 1)..<min(at, characters.count)])
      guard take(quote) else { throw MathError("the closing \(quote) of the name is missing", at: start + 1) }
      skipBlanks()
      guard take(")") else { throw error("')' is expected after the name") }
      return try checked(name, start)
    }
    while at < characters.count, characters[at] != ")", characters[at] != "(", characters[at] != "\"" { at += 1 }
    let name = String(characters[start..<at])
    guard take(")") else { throw error("')' is expected after the name; one with signs in it stands in quotes") }
    return try checked(name, start)
  }

  private func checked(_ text: String, _ start: Int) throws(MathError) -> String {
    var name = Substring(text)
    while name.last?.isWhitespace == true { name.removeLast() }
    guard !name.isEmpty else { throw MathError("the name of an alarm is expected here", at: start + 1) }
    return CompositeRule.name(of: name)
  }

  private func word() -> String {
    String(characters[at...].prefix { $0 == "_" || ($0.isASCII && $0.isLetter) })
  }

  private mutating func take(word: String) -> Bool {
    skipBlanks()
    guard self.word() == word else { return false }
    at += word.count
    return true
  }

  private mutating func take(_ character: Character) -> Bool {
    guard at < characters.count, characters[at] == character else { return false }
    at += 1
    return true
  }
}
