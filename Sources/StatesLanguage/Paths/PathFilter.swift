import JSON

/// A filter of a path: `@.price < 10 && @.category == 'fiction'`.
package struct PathFilter: Sendable, Hashable {
  package let text: String
  /// Nil where the text cannot be read; such a filter accepts nothing.
  let condition: Condition?

  indirect enum Condition: Sendable, Hashable {
    case or(Condition, Condition)
    case and(Condition, Condition)
    case not(Condition)
    /// Something is there.
    case present(Operand)
    case comparison(Operand, String, Operand)
  }

  enum Operand: Sendable, Hashable {
    case literal(JSONValue)
    case pattern(String, ignoringCase: Bool)
    /// From the item under test.
    case item(JSONPath)
    /// From the whole value.
    case whole(JSONPath)
  }

  init(_ text: String) {
    self.text = text
    condition = PathFilterReader.condition(in: text)
  }

  func accepts(_ item: JSONValue, root: JSONValue) -> Bool {
    condition.map { Self.holds($0, item, root) } ?? false
  }

  private static func holds(_ condition: Condition, _ item: JSONValue, _ root: JSONValue) -> Bool {
    switch condition {
    case .or(let a, let b): holds(a, item, root) || holds(b, item, root)
    case .and(let a, let b): holds(a, item, root) && holds(b, item, root)
    case .not(let inner): !holds(inner, item, root)
    case .present(let operand): value(operand, item, root) != nil
    case .comparison(let a, let symbol, let b): compare(a, symbol, b, item, root)
    }
  }

  private static func value(_ operand: Operand, _ item: JSONValue, _ root: JSONValue) -> JSONValue? {
    switch operand {
    case .literal(let value): value
    case .pattern: nil
    case .item(let path): path.value(from: item)
    case .whole(let path): path.value(from: root)
    }
  }

  private static func compare(
    _ a: Operand, _ symbol: String, _ b: Operand, _ item: JSONValue, _ root: JSONValue
  ) -> Bool {
    let left = value(a, item, root)
    if symbol == "=~" { return left?.stringValue.map { matches($0, b) } ?? false }
    let right = value(b, item, root)
    switch symbol {
    case "==": return equal(left, right)
    case "!=": return !equal(left, right)
    case "in": return right?.arrayValue?.contains { equal(left, $0) } ?? false
    case "nin": return !(right?.arrayValue?.contains { equal(left, $0) } ?? false)
    default: return ordered(left, symbol, right)
    }
  }

  private static func equal(_ a: JSONValue?, _ b: JSONValue?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.equals(b)
  }

  private static func ordered(_ a: JSONValue?, _ symbol: String, _ b: JSONValue?) -> Bool {
    if let a = a?.doubleValue, let b = b?.doubleValue { return inOrder(a, symbol, b) }
    if let a = a?.stringValue, let b = b?.stringValue { return inOrder(a, symbol, b) }
    return false
  }

  private static func inOrder<Value: Comparable>(_ a: Value, _ symbol: String, _ b: Value) -> Bool {
    switch symbol {
    case "<": a < b
    case "<=": a <= b
    case ">": a > b
    case ">=": a >= b
    default: false
    }
  }

  private static func matches(_ text: String, _ operand: Operand) -> Bool {
    guard case .pattern(let pattern, let ignoringCase) = operand,
      // A pattern that is none matches nothing.
      let expression = try? Regex(pattern).ignoresCase(ignoringCase)
    else { return false }
    return text.wholeMatch(of: expression) != nil
  }
}

extension JSONValue {
  /// Whether two values are one: numbers by what they are, not by how they are written.
  func equals(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.number(let a), .number(let b)): a == b || Double(a) == Double(b)
    case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.equals($1) }
    case (.object(let a), .object(let b)):
      a.entries.count == b.entries.count && a.entries.allSatisfy { b[$0.key]?.equals($0.value) ?? false }
    default: self == other
    }
  }
}
