extension XMLElement {
  /// Reads a whole document. Document types are refused: what they could define is never sent by those who are asked, and
  /// would make a small answer a large one.
  package init(parsing bytes: [UInt8]) throws(XMLError) {
    var reader = XMLReader(bytes: bytes)
    self = try reader.document()
  }

  package init(parsing text: String) throws(XMLError) { try self.init(parsing: Array(text.utf8)) }
}

/// Elements, text, CDATA, comments and instructions; attributes are read over.
private struct XMLReader {
  let bytes: [UInt8]
  var at = 0

  /// Elements in elements; deeper is no answer to anything that is asked here.
  private static let deepest = 64

  init(bytes: [UInt8]) { self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes }

  mutating func document() throws(XMLError) -> XMLElement {
    try skipProlog()
    guard peek("<") else { throw error("no element") }
    let root = try element(depth: 0)
    try skipProlog()
    guard at == bytes.count else { throw error("more than one element") }
    return root
  }

  private mutating func skipProlog() throws(XMLError) {
    while true {
      while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
      if peek("<?") {
        try skip(past: "?>")
      } else if peek("<!--") {
        try skip(past: "-->")
      } else if peek("<!") {
        throw error("a document type")
      } else {
        return
      }
    }
  }

  private mutating func element(depth: Int) throws(XMLError) -> XMLElement {
    guard depth < Self.deepest else { throw error("too many elements in one another") }
    at += 1
    let name = try self.name()
    if try skipAttributes() == .closed { return XMLElement(Self.local(name)) }
    var element = XMLElement(Self.local(name))
    while true {
      if peek("</") {
        at += 2
        guard try self.name() == name else { throw error("\(name) is not closed") }
        while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
        guard peek(">") else { throw error("\(name) is not closed") }
        at += 1
        return element
      }
      try content(of: &element, depth: depth)
    }
  }

  private mutating func content(of element: inout XMLElement, depth: Int) throws(XMLError) {
    if peek("<!--") {
      try skip(past: "-->")
    } else if peek("<![CDATA[") {
      let start = at + 9
      try skip(past: "]]>")
      element.text += String(decoding: bytes[start..<at - 3], as: UTF8.self)
    } else if peek("<?") {
      try skip(past: "?>")
    } else if peek("<") {
      element.children.append(try self.element(depth: depth + 1))
    } else {
      element.text += try text()
    }
  }

  private enum TagEnd { case open, closed }

  private mutating func skipAttributes() throws(XMLError) -> TagEnd {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let quote = bytes[at]
        at += 1
        while at < bytes.count, bytes[at] != quote { at += 1 }
        at += 1
      case UInt8(ascii: "/") where peek("/>"):
        at += 2
        return .closed
      case UInt8(ascii: ">"):
        at += 1
        return .open
      case UInt8(ascii: "<"): throw error("a tag in a tag")
      default: at += 1
      }
    }
    throw error("the end within a tag")
  }

  private mutating func text() throws(XMLError) -> String {
    var text: [UInt8] = []
    while at < bytes.count, bytes[at] != UInt8(ascii: "<") {
      if bytes[at] == UInt8(ascii: "&") {
        text += Array(String(try reference()).utf8)
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
    guard at < bytes.count else { throw error("the end within an element") }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func reference() throws(XMLError) -> Character {
    let end = bytes[at...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
    guard let end else { throw error("an & without its ;") }
    let name = String(decoding: bytes[at + 1..<end], as: UTF8.self)
    guard let character = Self.character(name) else { throw error("&\(name); is not known") }
    at = end + 1
    return character
  }

  private static func character(_ name: String) -> Character? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
      return number.flatMap(Unicode.Scalar.init).map(Character.init)
    }
  }

  private mutating func name() throws(XMLError) -> String {
    let start = at
    while at < bytes.count, !Self.isBlank(bytes[at]),
      ![UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<")].contains(bytes[at])
    {
      at += 1
    }
    guard at > start else { throw error("no name") }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private static func local(_ name: String) -> String {
    name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
  }

  private mutating func skip(past end: String) throws(XMLError) {
    while at < bytes.count {
      if peek(end) {
        at += end.utf8.count
        return
      }
      at += 1
    }
    throw error("no \(end)")
  }

  private func peek(_ text: String) -> Bool { bytes[min(at, bytes.count)...].starts(with: text.utf8) }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private func error(_ message: String) -> XMLError { XMLError(message: message, offset: at) }
}
