/// One word of an expression.
struct MathToken: Hashable {
  enum Kind: Hashable {
    case number(Double)
    /// An id, a function's name or a keyword.
    case word(String)
    case text(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  /// From 1.
  let column: Int

  /// As it stands in a message.
  var words: String {
    switch kind {
    case .number(let value): "the number \(MetricNumber.text(value))"
    case .word(let word): "'\(word)'"
    case .text(let text): "the text '\(text)'"
    case .symbol(let symbol): "'\(symbol)'"
    case .end: "the end"
    }
  }
}

/// Cuts an expression into words.
struct MathLexer {
  private let characters: [Character]
  private var at = 0

  init(_ text: String) { characters = Array(text) }

  private static let pairs = ["==", "!=", "<=", ">=", "&&", "||"]
  private static let singles: Set<Character> = ["+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "<", ">"]

  mutating func tokens() throws(MathError) -> [MathToken] {
    var tokens: [MathToken] = []
    while let token = try next() { tokens.append(token) }
    return tokens + [MathToken(kind: .end, column: characters.count + 1)]
  }

  private mutating func next() throws(MathError) -> MathToken? {
    while at < characters.count, characters[at].isWhitespace { at += 1 }
    guard at < characters.count else { return nil }
    let start = at
    return MathToken(kind: try kind(characters[at]), column: start + 1)
  }

  private mutating func kind(_ first: Character) throws(MathError) -> MathToken.Kind {
    if first.isASCII, first.isNumber || first == "." { return try number() }
    if Self.isLetter(first) { return .word(take { Self.isLetter($0) || ($0.isASCII && $0.isNumber) }) }
    if first == "'" || first == "\"" { return try text(first) }
    let pair = String(characters[at..<min(at + 2, characters.count)])
    if Self.pairs.contains(pair) {
      at += 2
      return .symbol(pair)
    }
    guard Self.singles.contains(first) else { throw unknown(first) }
    at += 1
    return .symbol(String(first))
  }

  private func unknown(_ first: Character) -> MathError {
    switch first {
    case "=": MathError("two values are compared with ==", at: at + 1)
    case "!": MathError("'!' stands only in !=; write IF(x, 0, 1) for what is not so", at: at + 1)
    case "&", "|": MathError("write \(first)\(first), or \(first == "&" ? "AND" : "OR")", at: at + 1)
    case "%": MathError("there is no '%'; multiply by 100", at: at + 1)
    default: MathError("'\(first)' has no meaning in metric math", at: at + 1)
    }
  }

  private static func isLetter(_ character: Character) -> Bool {
    character == "_" || (character.isASCII && character.isLetter)
  }

  private mutating func take(while belongs: (Character) -> Bool) -> String {
    let start = at
    while at < characters.count, belongs(characters[at]) { at += 1 }
    return String(characters[start..<at])
  }

  private mutating func number() throws(MathError) -> MathToken.Kind {
    let start = at
    var text = take { ($0.isASCII && $0.isNumber) || $0 == "." }
    if at < characters.count, characters[at] == "e" || characters[at] == "E" { text += exponent() }
    guard let value = Double(text), value.isFinite else { throw MathError("'\(text)' is no number", at: start + 1) }
    return .number(value)
  }

  private mutating func exponent() -> String {
    var text = String(characters[at])
    at += 1
    if at < characters.count, characters[at] == "+" || characters[at] == "-" {
      text.append(characters[at])
      at += 1
    }
    return text + take { $0.isASCII && $0.isNumber }
  }

  private mutating func text(_ quote: Character) throws(MathError) -> MathToken.Kind {
    let start = at
    at += 1
    let text = take { $0 != quote }
    guard at < characters.count else { throw MathError("the closing \(quote) is missing", at: start + 1) }
    at += 1
    return .text(text)
  }
}
