extension RulesetParser {
  var peek: Token { tokens[at] }

  /// The token some places ahead; the end stays the end.
  func peek(_ ahead: Int) -> Token { tokens[min(at + ahead, tokens.count - 1)] }

  func isText(_ token: Token) -> Bool { if case .text = token.kind { true } else { false } }

  func error(_ message: String, hint: String? = nil) -> RulesetError { error(at: peek, message, hint: hint) }

  func error(at token: Token, _ message: String, hint: String? = nil) -> RulesetError {
    source.error(at: token.range.lowerBound, message, hint: hint)
  }

  mutating func take(_ symbol: String) -> Bool {
    guard peek.kind == .symbol(symbol) else { return false }
    at += 1
    return true
  }

  mutating func take(word: String) -> Bool {
    guard peek.word == word else { return false }
    at += 1
    return true
  }

  mutating func expect(_ symbol: String) throws(RulesetError) {
    guard take(symbol) else { throw error("'\(symbol)' expected, found \(peek.display)") }
  }

  mutating func text(_ what: String) throws(RulesetError) -> String {
    guard case .text(let text) = peek.kind else { throw error("\(what) expected, found \(peek.display)") }
    at += 1
    return text
  }

  /// The source from a token to the one before the current, blanks between kept as they are.
  func sourceText(from start: Int) -> String {
    source.text(tokens[start].range.lowerBound..<tokens[max(start, at - 1)].range.upperBound)
  }

  func variable(_ name: String) throws(RulesetError) -> Variable {
    guard let value = variables[name] else {
      let hint = Suggestion.hint(for: name, among: variables.keys.sorted())
      throw error("the variable $\(name) is unknown", hint: hint)
    }
    return value
  }
}
