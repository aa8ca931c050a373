/// A word, mark, text or number of SQL, as a range of bytes.
struct SQLToken: Hashable {
  enum Kind: Hashable {
    /// A name or keyword without quotes.
    case word
    /// `"name"`.
    case quotedName
    /// `'text'`, `E'text'` or `$tag$text$tag$`.
    case string
    case number
    /// `$name`, `$1` or `?`.
    case parameter
    /// One of `( ) [ ] { } , ; .`, or `::`.
    case mark
    /// Any run of operator characters.
    case symbol
    /// A string, quoted name or comment without an end.
    case unterminated
  }

  let kind: Kind
  let range: Range<Int>
}

/// Splits SQL as DuckDB's scanner does (PostgreSQL's: nested comments, doubled quotes, `E''`, dollar quotes). Comments and
/// blanks are left out.
struct SQLTokenizer {
  private let bytes: [UInt8]
  private var at = 0

  static func tokens(_ text: String) -> [SQLToken] {
    var tokenizer = SQLTokenizer(bytes: Array(text.utf8))
    var tokens: [SQLToken] = []
    while let token = tokenizer.next() { tokens.append(token) }
    return tokens
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func next() -> SQLToken? {
    if let comment = skipBlanks() { return comment }
    guard at < bytes.count else { return nil }
    let start = at
    let kind = scan()
    return SQLToken(kind: kind, range: start..<at)
  }

  private mutating func scan() -> SQLToken.Kind {
    switch bytes[at] {
    case UInt8(ascii: "'"): return quoted(UInt8(ascii: "'"), .string)
    case UInt8(ascii: "\""): return quoted(UInt8(ascii: "\""), .quotedName)
    case UInt8(ascii: "E"), UInt8(ascii: "e"):
      guard peek(1) == UInt8(ascii: "'") else { return word() }
      at += 1
      return quoted(UInt8(ascii: "'"), .string, escapes: true)
    case UInt8(ascii: "$"): return dollar()
    case UInt8(ascii: "?"):
      at += 1
      return .parameter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: ":") where peek(1) == UInt8(ascii: ":"):
      at += 2
      return .mark
    case let byte where Self.marks.contains(byte):
      at += 1
      return .mark
    case let byte where Self.isWordByte(byte): return word()
    default: return symbol()
    }
  }

  private static let marks = Set("()[]{},;.".utf8)

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  private func peek(_ distance: Int) -> UInt8? { at + distance < bytes.count ? bytes[at + distance] : nil }

  /// Nil, or the comment that never ends.
  private mutating func skipBlanks() -> SQLToken? {
    while at < bytes.count {
      if [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains(bytes[at]) {
        at += 1
      } else if bytes[at] == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "-") {
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      } else if bytes[at] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        let start = at
        guard skipComment() else { return SQLToken(kind: .unterminated, range: start..<at) }
      } else {
        return nil
      }
    }
    return nil
  }

  private mutating func skipComment() -> Bool {
    var depth = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        at += 2
      } else if bytes[at] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        at += 2
        if depth == 0 { return true }
      } else {
        at += 1
      }
    }
    return false
  }

  private mutating func quoted(_ quote: UInt8, _ kind: SQLToken.Kind, escapes: Bool = false) -> SQLToken.Kind {
    at += 1
    while at < bytes.count {
      if escapes, bytes[at] == UInt8(ascii: "\\") {
        at += 2
      } else if bytes[at] != quote {
        at += 1
      } else if peek(1) == quote {
        at += 2
      } else {
        at += 1
        return kind
      }
    }
    at = bytes.count
    return .unterminated
  }

  private mutating func dollar() -> SQLToken.Kind {
    let start = at
    at += 1
    while at < bytes.count, Self.isWordByte(bytes[at]) { at += 1 }
    let startsWithDigit = start + 1 < bytes.count && (0x30...0x39).contains(bytes[start + 1])
    guard !startsWithDigit, at < bytes.count, bytes[at] == UInt8(ascii: "$") else {
      return at - start > 1 ? .parameter : .symbol
    }
    at += 1
    let tag = bytes[start..<at]
    while at + tag.count <= bytes.count {
      if bytes[at] == UInt8(ascii: "$"), bytes[at..<at + tag.count].elementsEqual(tag) {
        at += tag.count
        return .string
      }
      at += 1
    }
    at = bytes.count
    return .unterminated
  }

  private mutating func number() -> SQLToken.Kind {
    while at < bytes.count, Self.isWordByte(bytes[at]) || bytes[at] == UInt8(ascii: ".") {
      let isExponent = [UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[at])
      at += 1
      if isExponent, at < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[at]) { at += 1 }
    }
    return .number
  }

  private mutating func word() -> SQLToken.Kind {
    while at < bytes.count, Self.isWordByte(bytes[at]) || bytes[at] == UInt8(ascii: "$") { at += 1 }
    return .word
  }

  private mutating func symbol() -> SQLToken.Kind {
    at += 1
    return .symbol
  }
}
