extension Value {
  /// Deep equality: by content, object keys in any order, texts by their scalars.
  func equals(_ other: Value) -> Bool {
    switch (self, other) {
    case (.undefined, .undefined), (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)):
      return a === b || a.items.count == b.items.count && zip(a.items, b.items).allSatisfy { $0.equals($1) }
    case (.object(let a), .object(let b)):
      return a === b
        || a.count == b.count && a.keys.allSatisfy { b.contains($0.text) && a[$0.text].equals(b[$0.text]) }
    case (.function(let a), .function(let b)): return a === b
    default: return false
    }
  }

  /// JavaScript's order of texts, by UTF-16 units.
  static func precedes(_ a: String, _ b: String) -> Bool { a.utf16.lexicographicallyPrecedes(b.utf16) }

  /// How `$boolean` sees it; nil for nothing.
  var truth: Bool? {
    switch self {
    case .undefined: return nil
    case .null, .function: return false
    case .bool(let flag): return flag
    case .number(let number): return number != 0 && !number.isNaN
    case .string(let text): return !text.isEmpty
    case .object(let object): return object.count > 0
    case .array(let array):
      if array.items.count == 1 { return array.items[0].truth ?? false }
      return array.items.contains { $0.truth ?? false }
    }
  }

  var isTrue: Bool { truth ?? false }

  /// Joins two values into one list; a single value counts as a list of itself.
  static func appended(_ first: Value, _ second: Value) -> Value {
    if first.isUndefined { return second }
    if second.isUndefined { return first }
    let isSequence = first.array == nil
    let joined = (first.array?.items ?? [first]) + (second.array?.items ?? [second])
    let result = ValueArray(joined)
    result.isSequence = isSequence
    return .array(result)
  }
}
