import JSON

extension JSONValue {
  /// Bytes of its text, without making it.
  var byteCount: Int {
    switch self {
    case .null: 4
    case .bool(let flag): flag ? 4 : 5
    case .number(let text): text.utf8.count
    case .string(let text): Self.byteCount(of: text)
    case .array(let items): items.reduce(2 + max(items.count - 1, 0)) { $0 + $1.byteCount }
    case .object(let object):
      object.entries.reduce(2 + max(object.entries.count - 1, 0)) {
        $0 + Self.byteCount(of: $1.key) + 1 + $1.value.byteCount
      }
    }
  }

  private static func byteCount(of text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var count = bytes.count + 2
      for byte in bytes where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F {
        switch byte {
        case 0x22, 0x5C, 0x0A, 0x0D, 0x09: count += 1
        default: count += 5
        }
      }
      return count
    }
  }

  /// Whether two values are one array or object in one place of memory, so that one's size is the other's. False says
  /// nothing.
  func isStored(with other: JSONValue) -> Bool {
    switch (self, other) {
    case (.array(let a), .array(let b)): Self.sharesPlace(a, b)
    case (.object(let a), .object(let b)): Self.sharesPlace(a.entries, b.entries)
    default: false
    }
  }

  private static func sharesPlace<Item>(_ a: [Item], _ b: [Item]) -> Bool {
    guard a.count == b.count else { return false }
    return a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in a.baseAddress == b.baseAddress } }
  }
}
