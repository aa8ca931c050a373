/// One node of a YAML document, with the place of its first character.
package struct YAMLNode: Sendable, Hashable {
  package indirect enum Content: Sendable, Hashable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package let content: Content
  /// From 1.
  package let line: Int
  /// From 1, counted in Unicode scalars.
  package let column: Int

  package init(content: Content, line: Int, column: Int) {
    (self.content, self.line, self.column) = (content, line, column)
  }
}

/// A key of a mapping and what stands under it.
package struct YAMLEntry: Sendable, Hashable {
  package let key: YAMLNode
  package let value: YAMLNode

  /// The key's text.
  package var name: String { key.text ?? "" }
}

/// A single value as it was written.
package struct YAMLScalar: Sendable, Hashable {
  package enum Style: Sendable, Hashable { case plain, quoted, literalBlock, foldedBlock }

  package let text: String
  package let style: Style
}

extension YAMLNode {
  /// The text of a scalar, whatever it may mean; nil for sequences, mappings and null.
  package var text: String? {
    guard case .scalar(let scalar) = content, !isNull else { return nil }
    return scalar.text
  }

  /// The text of a scalar as it was written, also one that means null; nil for sequences and mappings.
  package var word: String? { if case .scalar(let scalar) = content { scalar.text } else { nil } }

  /// Nothing, `~` or `null`, without quotes.
  package var isNull: Bool { plain.map { ["", "~", "null", "Null", "NULL"].contains($0) } ?? false }

  /// `true` or `false`, without quotes. The other words of YAML 1.1 (`no`, `on`) stay text, so that a country is one.
  package var bool: Bool? {
    switch plain {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  package var int: Int? { plain.flatMap { Int($0) } }
  package var double: Double? { plain.flatMap { Double($0) } }

  package var items: [YAMLNode]? { if case .sequence(let items) = content { items } else { nil } }
  package var entries: [YAMLEntry]? { if case .mapping(let entries) = content { entries } else { nil } }

  /// The value of a key of a mapping.
  package subscript(key: String) -> YAMLNode? { entries?.first { $0.name == key }?.value }

  /// What kind of value it is, for messages.
  package var kind: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar:
      isNull ? "nothing" : int != nil || double != nil ? "a number" : bool != nil ? "true or false" : "a text"
    }
  }

  private var plain: String? {
    guard case .scalar(let scalar) = content, scalar.style == .plain else { return nil }
    return scalar.text
  }
}
