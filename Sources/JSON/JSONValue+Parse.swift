/// Text that is not JSON: what was expected, and the byte it was expected at (0-based).
package struct JSONError: Error, Equatable, CustomStringConvertible {
  package let message: String
  package let offset: Int
  package var description: String { "not JSON: \(message) at byte \(offset)" }
}

extension JSONValue {
  /// Reads one JSON text (RFC 8259). Throws `JSONError` on anything else, on duplicate keys, and below 512 levels of
  /// nesting.
  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  package init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in try JSONValue(parsing: bytes) }
  }

  /// The bytes are only looked at during the call.
  package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.document()
  }
}

private struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard at == bytes.count else { throw error("nothing more expected") }
    return value
  }

  func error(_ message: String) -> JSONError { JSONError(message: message, offset: at) }

  mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < 512 else { throw error("nested too deeply") }
    skipSpace()
    guard at < bytes.count else { throw error("a value expected") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  mutating func word(_ text: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[at...].starts(with: text.utf8) else { throw error("a value expected") }
    at += text.utf8.count
    return value
  }

  mutating func number() throws(JSONError) -> JSONValue {
    let start = at
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
    let integer = digits()
    guard integer > 0, integer == 1 || bytes[at - integer] != UInt8(ascii: "0") else {
      at = start
      throw error("a value expected")
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard digits() > 0 else { throw error("a digit expected") }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      guard digits() > 0 else { throw error("a digit expected") }
    }
    return .number(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  mutating func digits() -> Int {
    let start = at
    while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
    return at - start
  }

  mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    at += 1
    var items: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(items) }
      guard take(",") else { throw error("',' or ']' expected") }
    }
  }

  mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    at += 1
    var entries: [(key: String, value: JSONValue)] = []
    var seen = SeenKeys()
    skipSpace()
    if take("}") { return .object(JSONObject()) }
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw error("a key in quotes expected") }
      let key = try string()
      guard seen.insert(key, after: entries) else { throw error("the key \"\(key)\" stands twice") }
      skipSpace()
      guard take(":") else { throw error("':' expected") }
      entries.append((key, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return .object(JSONObject(unique: entries)) }
      guard take(",") else { throw error("',' or '}' expected") }
    }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  /// A text without escapes, which is nearly every one, is taken in one piece.
  mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    try skipPlain()
    if bytes[at] == UInt8(ascii: "\"") {
      defer { at += 1 }
      return try text(of: UnsafeBufferPointer(rebasing: bytes[start..<at]), endingAt: at + 1)
    }
    var text = Array(bytes[start..<at])
    while bytes[at] != UInt8(ascii: "\"") {
      try escape(into: &text)
      let start = at
      try skipPlain()
      text.append(contentsOf: bytes[start..<at])
    }
    at += 1
    return try text.withUnsafeBufferPointer { text throws(JSONError) in try self.text(of: text, endingAt: at) }
  }

  /// Stops at the quote or the backslash that comes next.
  private mutating func skipPlain() throws(JSONError) {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
      case 0..<0x20: throw error("a control character must be escaped")
      default: at += 1
      }
    }
    throw error("the text has no end")
  }

  private func text(of bytes: UnsafeBufferPointer<UInt8>, endingAt end: Int) throws(JSONError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JSONError(message: "the text is not UTF-8", offset: end)
    }
    return text
  }

  mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    at += 1
    guard at < bytes.count else { throw error("the text has no end") }
    if let byte = Self.plain(bytes[at]) {
      text.append(byte)
      at += 1
      return
    }
    guard take("u") else { throw error("no such escape") }
    text.append(contentsOf: String(Character(try scalar())).utf8)
  }

  private static func plain(_ escape: UInt8) -> UInt8? {
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let first = try hex()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else { throw error("half a surrogate pair") }
    let second = try hex()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw error("half a surrogate pair") }
    return scalar
  }

  mutating func hex() throws(JSONError) -> UInt32 {
    guard at + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits expected") }
    at += 4
    return value
  }
}

/// The keys of one object, to find one that stands twice. A few are looked through; only a larger object pays for a set.
private struct SeenKeys {
  private static let few = 8
  private var all: Set<String> = []

  mutating func insert(_ key: String, after entries: [(key: String, value: JSONValue)]) -> Bool {
    guard entries.count >= Self.few else { return !entries.contains { $0.key == key } }
    if all.isEmpty { all = Set(entries.map(\.key)) }
    return all.insert(key).inserted
  }
}
