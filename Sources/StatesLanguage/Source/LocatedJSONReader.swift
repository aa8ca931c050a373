/// Text that is no JSON.
package struct JSONSyntaxError: Error, Hashable {
  package let place: SourcePlace
  package let message: String
}

extension LocatedJSON {
  /// Reads one JSON text. Names that stand twice in an object are kept, for the caller to judge.
  package init(parsing text: String) throws(JSONSyntaxError) {
    var reader = LocatedJSONReader(text)
    self = try reader.document()
  }
}

private struct LocatedJSONReader {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    // A byte order mark says nothing here.
    if scalars.first == "\u{FEFF}" { at = 1 }
  }

  /// No machine nests deeper; what does would end the stack.
  private static let deepest = 200

  private var place: SourcePlace { SourcePlace(line: line, column: at - lineStart + 1) }

  private func error(_ message: String) -> JSONSyntaxError { JSONSyntaxError(place: place, message: message) }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  mutating func document() throws(JSONSyntaxError) -> LocatedJSON {
    let value = try value(depth: 0)
    skipBlanks()
    guard next == nil else { throw error("nothing more is expected after the value") }
    return value
  }

  private mutating func skipBlanks() {
    while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
      at += 1
      if scalar == "\n" {
        line += 1
        lineStart = at
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> LocatedJSON {
    guard depth < Self.deepest else { throw error("the values are nested too deeply") }
    skipBlanks()
    let start = place
    guard let scalar = next else { throw error("a value is expected, and the text ends") }
    let content: LocatedJSON.Content =
      switch scalar {
      case "{": .object(try entries(depth))
      case "[": .array(try items(depth))
      case "\"": .string(try string())
      case "t": try word("true", .bool(true))
      case "f": try word("false", .bool(false))
      case "n": try word("null", .null)
      default: .number(try number())
      }
    return LocatedJSON(content: content, place: start)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  private mutating func word(
    _ word: String, _ content: LocatedJSON.Content
  ) throws(JSONSyntaxError) -> LocatedJSON.Content {
    guard scalars[at...].starts(with: word.unicodeScalars) else { throw error("a value is expected") }
    at += word.unicodeScalars.count
    return content
  }

  private mutating func items(_ depth: Int) throws(JSONSyntaxError) -> [LocatedJSON] {
    at += 1
    var items: [LocatedJSON] = []
    skipBlanks()
    if take("]") { return [] }
    while true {
      items.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return items }
      guard take(",") else { throw error("a comma or ] is expected") }
    }
  }

  private mutating func entries(_ depth: Int) throws(JSONSyntaxError) -> [LocatedEntry] {
    at += 1
    var entries: [LocatedEntry] = []
    skipBlanks()
    if take("}") { return [] }
    while true {
      skipBlanks()
      let place = place
      guard next == "\"" else { throw error("a name in double quotes is expected") }
      let name = try string()
      skipBlanks()
      guard take(":") else { throw error("a colon is expected after the name") }
      entries.append(LocatedEntry(name: name, place: place, value: try value(depth: depth + 1)))
      skipBlanks()
      if take("}") { return entries }
      guard take(",") else { throw error("a comma or } is expected") }
    }
  }

  private mutating func digits() -> Int {
    let start = at
    while let scalar = next, ("0"..."9").contains(scalar) { at += 1 }
    return at - start
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = at
    _ = take("-")
    let isZero = next == "0"
    let count = digits()
    guard count == 1 || count > 1 && !isZero else { throw error("a value is expected") }
    if take(".") { guard digits() > 0 else { throw error("a digit is expected") } }
    if next == "e" || next == "E" {
      at += 1
      if next == "+" || next == "-" { at += 1 }
      guard digits() > 0 else { throw error("a digit is expected") }
    }
    return String(String.UnicodeScalarView(scalars[start..<at]))
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    at += 1
    var units: [UInt16] = []
    while let scalar = next {
      switch scalar {
      case "\"":
        at += 1
        return String(decoding: units, as: UTF16.self)
      case "\\": units.append(try escape())
      case "\u{0}"..<" ": throw error("a control character must be escaped")
      default:
        units.append(contentsOf: Array(String(Character(scalar)).utf16))
        at += 1
      }
    }
    throw error("the text has no closing quote")
  }

  private mutating func escape() throws(JSONSyntaxError) -> UInt16 {
    at += 1
    let plain: [Unicode.Scalar: UInt16] = [
      "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
    ]
    guard let scalar = next else { throw error("the text has no closing quote") }
    if let unit = plain[scalar] {
      at += 1
      return unit
    }
    let digits = scalars[min(at + 1, scalars.count)..<min(at + 5, scalars.count)]
    guard scalar == "u", digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit),
      let unit = UInt16(String(String.UnicodeScalarView(digits)), radix: 16)
    else { throw error("there is no escape \\\(scalar) like this") }
    at += 5
    return unit
  }
}
