/// Cuts an expression into words.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private(set) var at = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private static let pairs: Set<String> = ["..", ":=", "!=", ">=", "<=", "**", "~>"]
  private static let singles: Set<Unicode.Scalar> = Set(".[]{}(),@#;:?+-*/%|=<>^&!~".unicodeScalars)
  private static let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{0B}"]

  /// The next word.
  ///
  /// - Parameter isOperand: a slash begins a pattern where a value is expected, and divides elsewhere.
  mutating func next(isOperand: Bool) throws(EvaluationError) -> Token {
    try skipBlanks()
    guard at < scalars.count else { return token(.end) }
    let scalar = scalars[at]
    // What is read comes first: the place of a word is where it ends.
    if isOperand, scalar == "/" {
      let pattern = try pattern()
      return token(.pattern(pattern))
    }
    if let pair = pair, Self.pairs.contains(pair) {
      at += 2
      return token(.symbol(pair))
    }
    if Self.singles.contains(scalar) {
      at += 1
      return token(.symbol(String(Character(scalar))))
    }
    if scalar == "\"" || scalar == "'" {
      let text = try string(quote: scalar)
      return token(.string(text))
    }
    if let number = try number() { return token(.number(number)) }
    if scalar == "`" {
      let name = try quotedName()
      return token(.name(name))
    }
    return word()
  }

  private func token(_ kind: Token.Kind) -> Token { Token(kind: kind, position: at) }

  private func error(_ code: String, _ message: String, token: String? = nil) -> EvaluationError {
    EvaluationError(code, message, position: at, token: token)
  }

  private var pair: String? {
    at + 1 < scalars.count ? String(String.UnicodeScalarView(scalars[at...at + 1])) : nil
  }

  private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

  private mutating func skipBlanks() throws(EvaluationError) {
    while at < scalars.count {
      if Self.blanks.contains(scalars[at]) {
        at += 1
      } else if pair == "/*" {
        let start = at
        at += 2
        while pair != "*/" {
          guard at < scalars.count else {
            throw EvaluationError("S0106", "the comment has no end", position: start)
          }
          at += 1
        }
        at += 2
      } else {
        return
      }
    }
  }

  private mutating func string(quote: Unicode.Scalar) throws(EvaluationError) -> String {
    at += 1
    var units: [UInt16] = []
    while at < scalars.count {
      let scalar = scalars[at]
      if scalar == quote {
        at += 1
        return String(decoding: units, as: UTF16.self)
      }
      if scalar == "\\" {
        units.append(contentsOf: try escape())
      } else {
        units.append(contentsOf: UTF16.encode(scalar).map { Array($0) } ?? [])
        at += 1
      }
    }
    throw error("S0101", "the text has no closing quote")
  }

  private mutating func escape() throws(EvaluationError) -> [UInt16] {
    at += 1
    guard at < scalars.count else { throw error("S0101", "the text has no closing quote") }
    let scalar = scalars[at]
    let plain: [Unicode.Scalar: UInt16] = [
      "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
    ]
    if let unit = plain[scalar] {
      at += 1
      return [unit]
    }
    guard scalar == "u" else {
      throw error("S0103", "“\\\(scalar)” is no escape", token: String(Character(scalar)))
    }
    let digits = at + 1..<min(at + 5, scalars.count)
    guard digits.count == 4, let unit = UInt16(text(digits), radix: 16),
      scalars[digits].allSatisfy(\.properties.isASCIIHexDigit)
    else { throw error("S0104", "\\u takes four hexadecimal digits") }
    at += 5
    return [unit]
  }

  private mutating func quotedName() throws(EvaluationError) -> String {
    guard let end = scalars[(at + 1)...].firstIndex(of: "`") else {
      at = scalars.count
      throw error("S0105", "the name has no closing backtick")
    }
    defer { at = end + 1 }
    return text(at + 1..<end)
  }

  /// Digits, a point with digits, an exponent. Nil where none stands.
  private mutating func number() throws(EvaluationError) -> Double? {
    func isDigit(_ index: Int) -> Bool { index < scalars.count && ("0"..."9").contains(scalars[index]) }
    guard isDigit(at) else { return nil }
    var end = at + 1
    if scalars[at] != "0" { while isDigit(end) { end += 1 } }
    if end < scalars.count, scalars[end] == ".", isDigit(end + 1) {
      end += 1
      while isDigit(end) { end += 1 }
    }
    if end < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
      var digits = end + 1
      if digits < scalars.count, scalars[digits] == "+" || scalars[digits] == "-" { digits += 1 }
      if isDigit(digits) {
        while isDigit(digits) { digits += 1 }
        end = digits
      }
    }
    let text = text(at..<end)
    guard let number = Double(text), number.isFinite else {
      throw error("S0102", "the number \(text) is out of range", token: text)
    }
    at = end
    return number
  }

  private mutating func word() -> Token {
    let start = at
    while at < scalars.count, !Self.blanks.contains(scalars[at]), !Self.singles.contains(scalars[at]) { at += 1 }
    let word = text(start..<at)
    if scalars[start] == "$" { return token(.variable(String(word.dropFirst()))) }
    return switch word {
    case "and", "or", "in": token(.symbol(word))
    case "true": token(.literal(.bool(true)))
    case "false": token(.literal(.bool(false)))
    case "null": token(.literal(.null))
    default: token(.name(word))
    }
  }

  private mutating func pattern() throws(EvaluationError) -> Pattern {
    at += 1
    let start = at
    var depth = 0
    while at < scalars.count {
      let scalar = scalars[at]
      let isEscaped = at > start && scalars[at - 1] == "\\" && !(at > start + 1 && scalars[at - 2] == "\\")
      if scalar == "/", !isEscaped, depth == 0 { return try finished(start) }
      if "([{".unicodeScalars.contains(scalar), !isEscaped { depth += 1 }
      if ")]}".unicodeScalars.contains(scalar), !isEscaped { depth -= 1 }
      at += 1
    }
    throw error("S0302", "the pattern has no closing slash")
  }

  private mutating func finished(_ start: Int) throws(EvaluationError) -> Pattern {
    let source = text(start..<at)
    guard !source.isEmpty else { throw error("S0301", "a pattern must not be empty") }
    at += 1
    let flagsStart = at
    while at < scalars.count, scalars[at] == "i" || scalars[at] == "m" { at += 1 }
    let flags = text(flagsStart..<at)
    guard let pattern = Pattern(source, ignoresCase: flags.contains("i"), isMultiline: flags.contains("m")) else {
      throw error("S0302", "the pattern /\(source)/ cannot be read", token: source)
    }
    return pattern
  }
}
