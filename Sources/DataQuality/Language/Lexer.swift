/// Cuts a ruleset into tokens. Blanks and comments (`#` to the end of the line) are dropped.
struct Lexer {
  private let source: SourceText
  private var at = 0

  static func tokens(_ source: SourceText) throws(RulesetError) -> [Token] {
    var lexer = Lexer(source: source)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private init(source: SourceText) {
    self.source = source
    // A byte order mark is no part of the ruleset.
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  private func byte(_ offset: Int) -> UInt8? { offset < source.bytes.count ? source.bytes[offset] : nil }

  private mutating func next() throws(RulesetError) -> Token {
    skipBlanks()
    let start = at
    guard let first = byte(at) else { return Token(kind: .end, range: start..<start) }
    if first == UInt8(ascii: "\"") { return try text() }
    if Self.isWordByte(first) { return word() }
    if first == UInt8(ascii: "$") { return try variable() }
    return try symbol(first)
  }

  private mutating func skipBlanks() {
    while let next = byte(at) {
      if next == UInt8(ascii: "#") {
        while let inside = byte(at), inside != UInt8(ascii: "\n") { at += 1 }
      } else if [0x20, 0x09, 0x0A, 0x0D].contains(next) {
        at += 1
      } else {
        return
      }
    }
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func takeWord() -> String {
    let start = at
    while let next = byte(at), Self.isWordByte(next) { at += 1 }
    return source.text(start..<at)
  }

  private mutating func word() -> Token {
    let start = at
    let word = takeWord()
    return Token(kind: Self.isNumber(word) ? .number(word) : .word(word), range: start..<at)
  }

  static func isNumber(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  private mutating func variable() throws(RulesetError) -> Token {
    let start = at
    at += 1
    let name = takeWord()
    guard !name.isEmpty else {
      throw source.error(at: start, "'$' stands alone", hint: "a variable is used as $name")
    }
    return Token(kind: .variable(name), range: start..<at)
  }

  /// Only `\"` and `\\` are escapes; any other backslash is a backslash, so that patterns need no doubling.
  private mutating func text() throws(RulesetError) -> Token {
    let start = at
    var content: [UInt8] = []
    at += 1
    while let next = byte(at) {
      if next == UInt8(ascii: "\"") {
        at += 1
        return Token(kind: .text(String(decoding: content, as: UTF8.self)), range: start..<at)
      }
      let escaped = next == UInt8(ascii: "\\") ? byte(at + 1) : nil
      if let escaped, escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") { at += 1 }
      content.append(source.bytes[at])
      at += 1
    }
    throw source.error(at: start, "the text has no end", hint: "close it with \"")
  }

  private mutating func symbol(_ first: UInt8) throws(RulesetError) -> Token {
    let start = at
    let pair = byte(at + 1).map { String(decoding: [first, $0], as: UTF8.self) } ?? ""
    if ["!=", ">=", "<="].contains(pair) {
      at += 2
      return Token(kind: .symbol(pair), range: start..<at)
    }
    guard "=<>()[]{},:+-*/".utf8.contains(first) else { throw unexpected(first) }
    at += 1
    return Token(kind: .symbol(String(decoding: [first], as: UTF8.self)), range: start..<at)
  }

  private func unexpected(_ first: UInt8) -> RulesetError {
    let character = source.text(at..<source.bytes.count).first.map(String.init) ?? ""
    let hint = first == UInt8(ascii: "'") ? "texts stand in double quotes" : nil
    return source.error(at: at, "the character \(character) is no part of DQDL", hint: hint)
  }
}
