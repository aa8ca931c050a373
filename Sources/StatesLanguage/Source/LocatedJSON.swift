/// A JSON value that knows where it stands in its file.
package struct LocatedJSON: Sendable {
  package indirect enum Content: Sendable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([LocatedJSON])
    case object([LocatedEntry])
  }

  package let content: Content
  package let place: SourcePlace

  package var string: String? { if case .string(let text) = content { text } else { nil } }
  package var bool: Bool? { if case .bool(let flag) = content { flag } else { nil } }
  package var number: Double? { if case .number(let text) = content { Double(text) } else { nil } }
  package var items: [LocatedJSON]? { if case .array(let items) = content { items } else { nil } }
  package var entries: [LocatedEntry]? { if case .object(let entries) = content { entries } else { nil } }
  package var isNull: Bool { if case .null = content { true } else { false } }

  /// A whole number, however it is written (`3`, `3.0`).
  package var integer: Int? {
    guard let number, number == number.rounded(), number.magnitude < 9e15 else { return nil }
    return Int(number)
  }

  /// The last value under a name.
  package subscript(name: String) -> LocatedJSON? { entries?.last { $0.name == name }?.value }

  /// What kind of value it is, for messages.
  package var kind: String {
    switch content {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A name and its value in an object.
package struct LocatedEntry: Sendable {
  package let name: String
  package let place: SourcePlace
  package let value: LocatedJSON
}

/// A place in a text: line and column from 1, columns in Unicode scalars.
package struct SourcePlace: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  package var description: String { "\(line):\(column)" }
  package static func < (a: SourcePlace, b: SourcePlace) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
