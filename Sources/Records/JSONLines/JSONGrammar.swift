/// Whether bytes are one JSON value to the letter (RFC 8259): no NaN, no leading zero, no bare control character. What it
/// lets pass is taken as it stands and never written anew, so that no number loses digits.
struct JSONGrammar {
  private let text: ByteText
  private let end: Int
  private(set) var at: Int
  /// What is wrong, once something is.
  private var problem: String?

  /// What is wrong with the object in `start..<end`; nil when nothing is. Brackets are known to pair up, and not too deeply.
  static func problem(_ text: ByteText, from start: Int, to end: Int) -> String? {
    var grammar = JSONGrammar(text, from: start, to: end)
    return grammar.value() ? nil : grammar.problem
  }

  private init(_ text: ByteText, from start: Int, to end: Int) {
    (self.text, self.end, at) = (text, end, start)
  }

  private mutating func fail(_ problem: String) -> Bool {
    self.problem = self.problem ?? problem
    return false
  }

  @inline(__always)
  private var byte: UInt8 { at < end ? text[at] : 0 }

  @inline(__always)
  private mutating func skipBlanks() {
    while at < end, [0x20, 0x09, 0x0D].contains(text[at]) { at &+= 1 }
  }

  @inline(__always)
  private mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted, at < end else { return false }
    at &+= 1
    return true
  }

  private mutating func value() -> Bool {
    skipBlanks()
    switch byte {
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "-"), 0x30...0x39: return number()
    default: return word()
    }
  }

  private mutating func object() -> Bool {
    at &+= 1
    skipBlanks()
    if take(UInt8(ascii: "}")) { return true }
    repeat {
      skipBlanks()
      guard byte == UInt8(ascii: "\"") else { return fail("a member has no name in quotes") }
      guard string() else { return false }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { return fail("no : after a member's name") }
      guard value() else { return false }
      skipBlanks()
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) || fail("no , between two members")
  }

  private mutating func array() -> Bool {
    at &+= 1
    skipBlanks()
    if take(UInt8(ascii: "]")) { return true }
    repeat {
      guard value() else { return false }
      skipBlanks()
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) || fail("no , between two values")
  }

  private mutating func word() -> Bool {
    for word: StaticString in ["true", "false", "null"] where starts(with: word) {
      at &+= word.utf8CodeUnitCount
      return true
    }
    let found = String(decoding: (at..<min(end, at + 20)).map { text[$0] }, as: UTF8.self)
    let name = String(found.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    return fail(name.isEmpty ? "a value is missing" : "\(name) is no JSON value")
  }

  private func starts(with word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at + count <= end else { return false }
    return (0..<count).allSatisfy { text[at + $0] == word.utf8Start[$0] }
  }

  // MARK: Numbers

  private mutating func number() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(0x30) { guard digits() else { return fail("a number has no digits") } }
    if take(UInt8(ascii: ".")) { guard digits() else { return fail("a number has no digits after its point") } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() else { return fail("a number has no digits after its e") }
    }
    let next = byte | 0x20
    guard !(0x30...0x39).contains(byte), !(0x61...0x7A).contains(next), byte != UInt8(ascii: ".") else {
      return fail("a number is not written as JSON writes it")
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = at
    while (0x30...0x39).contains(byte) { at &+= 1 }
    return at > start
  }

  // MARK: Texts

  private mutating func string() -> Bool {
    at &+= 1
    while at < end {
      switch text[at] {
      case UInt8(ascii: "\""):
        at &+= 1
        return true
      case UInt8(ascii: "\\"): guard escape() else { return false }
      case 0..<0x20: return fail("a control character stands bare in a text")
      default: at &+= 1
      }
    }
    return fail("a text is not closed")
  }

  private mutating func escape() -> Bool {
    at &+= 1
    guard byte == UInt8(ascii: "u") else {
      guard at < end, "\"\\/bfnrt".utf8.contains(byte) else { return fail("an unknown \\ in a text") }
      at &+= 1
      return true
    }
    guard let unit = JSONEscape.unit(text, at: at + 1, end: end) else { return fail("an unknown \\u in a text") }
    at &+= 5
    switch unit {
    case 0xD800..<0xDC00:
      guard byte == UInt8(ascii: "\\"), at + 1 < end, text[at + 1] == UInt8(ascii: "u"),
        let low = JSONEscape.unit(text, at: at + 2, end: end), (0xDC00..<0xE000).contains(low)
      else { return fail("half a character in a text") }
      at &+= 6
    case 0xDC00..<0xE000: return fail("half a character in a text")
    default: break
    }
    return true
  }
}

/// Escapes of JSON texts.
enum JSONEscape {
  /// The four hexadecimal digits at a place; nil when they are none.
  static func unit(_ text: ByteText, at start: Int, end: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var unit: UInt32 = 0
    for index in start..<start + 4 {
      switch text[index] {
      case let digit where (0x30...0x39).contains(digit): unit = unit << 4 | UInt32(digit - 0x30)
      case let letter where (0x61...0x66).contains(letter | 0x20): unit = unit << 4 | UInt32((letter | 0x20) - 0x57)
      default: return nil
      }
    }
    return unit
  }

  /// Writes what the bytes in `start..<end`, a text's between its quotes, stand for; gives how many bytes that are, never
  /// more than they were. The text has passed the grammar.
  static func unescape(_ text: ByteText, from start: Int, to end: Int, into target: UnsafeMutablePointer<UInt8>) -> Int
  {
    var (at, count) = (start, 0)
    while at < end {
      guard text[at] == UInt8(ascii: "\\"), at + 1 < end else {
        target[count] = text[at]
        (at, count) = (at &+ 1, count &+ 1)
        continue
      }
      guard text[at + 1] == UInt8(ascii: "u") else {
        target[count] = plain(text[at + 1])
        (at, count) = (at &+ 2, count &+ 1)
        continue
      }
      for byte in scalar(text, &at, end).utf8 {
        target[count] = byte
        count &+= 1
      }
    }
    return count
  }

  private static func plain(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  private static func scalar(_ text: ByteText, _ at: inout Int, _ end: Int) -> String {
    var code = unit(text, at: at + 2, end: end) ?? 0xFFFD
    at += 6
    if (0xD800..<0xDC00).contains(code), let low = unit(text, at: at + 2, end: end) {
      code = 0x10000 + (code - 0xD800) << 10 + (low &- 0xDC00) & 0x3FF
      at += 6
    }
    return String(UnicodeScalar(code).map(Character.init) ?? "\u{FFFD}")
  }
}
