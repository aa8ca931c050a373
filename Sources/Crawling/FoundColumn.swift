import JSON
import Words

/// A column of a found table, typed by the values that were looked at.
package struct FoundColumn: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case integer
    case decimal(scale: Int)
    case double
    case boolean
    /// Days or moments, in these formats.
    case date([String])
    case timestamp([String])
    case text
    /// No value was seen.
    case unknown
  }

  package let name: String
  package internal(set) var kind: Kind
  /// Whether each record had a value.
  package internal(set) var isComplete: Bool
  /// Whether no value came twice.
  package internal(set) var isUnique: Bool

  /// As Glue's catalogue names types.
  package var type: String {
    switch kind {
    case .integer: "bigint"
    case .decimal(let scale): "decimal(38,\(scale))"
    case .double: "double"
    case .boolean: "boolean"
    case .date: "date"
    case .timestamp: "timestamp"
    case .text, .unknown: "string"
    }
  }

  /// The name in Silver: lower case, with underscores.
  package var plainName: String { PlainName.of(name) }

  init(_ name: String, _ values: [String?]) {
    self.name = name
    let known = values.compactMap { $0?.trimmed }.filter { !FoundColumn.nulls.contains($0) }
    isComplete = !values.isEmpty && known.count == values.count
    isUnique = !known.isEmpty && Set(known).count == known.count
    kind = Self.kind(of: known)
  }

  static let nulls: Set<String> = ["", "NULL", "null", "N/A", "\\N"]

  private static func kind(of values: [String]) -> Kind {
    guard !values.isEmpty else { return .unknown }
    var shapes = Set(values.map(ValueShape.init))
    if shapes == [.boolean] { return .boolean }
    if shapes == [.moment] { return moment(values) }
    guard !shapes.contains(.text), !shapes.contains(.boolean), !shapes.contains(.moment) else { return .text }
    if shapes.contains(.double) { return .double }
    shapes.remove(.integer)
    let scales = shapes.compactMap { if case .decimal(let scale) = $0 { scale } else { nil } }
    return scales.max().map { .decimal(scale: min($0, 18)) } ?? .integer
  }

  /// One format that fits all, else those that are needed.
  private static func moment(_ values: [String]) -> Kind {
    let bytes = values.map { Array($0.utf8) }
    if let one = DateShape.all.first(where: { shape in bytes.allSatisfy(shape.fits) }) {
      return one.isDay ? .date([one.format]) : .timestamp([one.format])
    }
    var needed: [DateShape] = []
    for value in bytes where !needed.contains(where: { $0.fits(value) }) {
      if let shape = DateShape.all.first(where: { $0.fits(value) }) { needed.append(shape) }
    }
    let formats = needed.map(\.format)
    return needed.allSatisfy(\.isDay) ? .date(formats) : needed.contains(where: \.isDay) ? .text : .timestamp(formats)
  }

  var json: JSONValue { ["name": .string(name), "type": .string(type)] }
}

/// Names as SQL takes them without quotes, and as the crawler's catalogue takes them.
enum PlainName {
  static func of(_ text: String) -> String {
    var name = ""
    for character in text.lowercased() {
      let isPlain = character.isASCII && (character.isLetter || character.isNumber)
      if isPlain { name.append(character) } else if !name.isEmpty, name.last != "_" { name.append("_") }
    }
    while name.last == "_" { name.removeLast() }
    if name.isEmpty { return "x" }
    return String((name.first?.isNumber == true ? "x_" + name : name).prefix(60))
  }
}
