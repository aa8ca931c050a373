extension JSONValue {
  /// The value on one line, without spaces.
  package var text: String {
    var bytes: [UInt8] = []
    write(into: &bytes, indent: nil, depth: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value over several lines, indented by two spaces.
  package var prettyText: String {
    var bytes: [UInt8] = []
    write(into: &bytes, indent: 2, depth: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  func write(into bytes: inout [UInt8], indent: Int?, depth: Int) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): Self.writeString(text, into: &bytes)
    case .array(let items):
      Self.writeList(items, "[", "]", into: &bytes, indent: indent, depth: depth) { item, bytes in
        item.write(into: &bytes, indent: indent, depth: depth + 1)
      }
    case .object(let object):
      Self.writeList(object.entries, "{", "}", into: &bytes, indent: indent, depth: depth) { entry, bytes in
        Self.writeString(entry.key, into: &bytes)
        bytes.append(contentsOf: (indent == nil ? ":" : ": ").utf8)
        entry.value.write(into: &bytes, indent: indent, depth: depth + 1)
      }
    }
  }

  private static func writeList<Item>(
    _ items: [Item], _ open: String, _ close: String, into bytes: inout [UInt8], indent: Int?, depth: Int,
    each: (Item, inout [UInt8]) -> Void
  ) {
    bytes.append(contentsOf: open.utf8)
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      writeBreak(into: &bytes, indent: indent, depth: depth + 1)
      each(item, &bytes)
    }
    if !items.isEmpty { writeBreak(into: &bytes, indent: indent, depth: depth) }
    bytes.append(contentsOf: close.utf8)
  }

  private static func writeBreak(into bytes: inout [UInt8], indent: Int?, depth: Int) {
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
  }

  static func writeString(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20, 0x7F:
        let hex = String(byte, radix: 16)
        bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
