/// A table as models name it: `silver.orders`. The name is lower_snake and needs no quotes in any engine.
package struct TableName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let layer: Layer
  package let name: String

  /// For names that were checked before; text from a project or a person goes through `init(parsing:)`.
  package init(_ layer: Layer, _ name: String) {
    self.layer = layer
    self.name = name
  }

  /// Reads `layer.name`; throws with what is wrong about it.
  package init(parsing text: String) throws(TableNameError) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { throw TableNameError(text: text, reason: .noLayer) }
    guard let layer = Layer(rawValue: parts[0]) else { throw TableNameError(text: text, reason: .layer(parts[0])) }
    guard Self.isName(parts[1]) else { throw TableNameError(text: text, reason: .name(parts[1])) }
    self.init(layer, parts[1])
  }

  /// Lower case letters, digits and `_`, beginning with a letter or `_`, at most 63 of them (PostgreSQL's and so
  /// Redshift's limit, the shortest of the engines').
  package static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 63, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }

  /// The table that keeps this one's rejected rows: `quarantine.silver_orders`.
  package var quarantine: TableName { TableName(.quarantine, "\(layer.rawValue)_\(name)") }

  /// Of a quarantine table, the table whose rows it keeps; nil for any other.
  package var quarantinedTable: TableName? {
    guard layer == .quarantine else { return nil }
    for owner in [Layer.bronze, .silver, .gold] where name.hasPrefix(owner.rawValue + "_") {
      return TableName(owner, String(name.dropFirst(owner.rawValue.count + 1)))
    }
    return nil
  }

  /// As it stands in SQL, each part quoted.
  package var sql: String { "\"\(layer.rawValue)\".\"\(name)\"" }

  package var description: String { "\(layer.rawValue).\(name)" }

  package static func < (a: TableName, b: TableName) -> Bool { (a.layer, a.name) < (b.layer, b.name) }
}

/// Text that names no table.
package struct TableNameError: Error, Hashable, CustomStringConvertible {
  package enum Reason: Sendable, Hashable {
    case noLayer
    case layer(String)
    case name(String)
  }

  package let text: String
  package let reason: Reason

  package init(text: String, reason: Reason) {
    (self.text, self.reason) = (text, reason)
  }

  package var description: String {
    switch reason {
    case .noLayer: "'\(text)' names no layer: write bronze.NAME, silver.NAME or gold.NAME"
    case .layer(let layer):
      "there is no layer '\(layer)'" + NearestName.hint(for: layer, among: Layer.allCases.map(\.rawValue))
    case .name(let name):
      "'\(name)' is no table name: lower case letters, digits and _, a letter first, at most 63 characters"
    }
  }
}
