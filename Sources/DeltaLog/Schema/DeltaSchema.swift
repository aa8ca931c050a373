import JSON

/// A table's columns in order.
package struct DeltaSchema: Sendable, Hashable {
  package var fields: [DeltaField]

  package init(fields: [DeltaField]) { self.fields = fields }

  /// Reads `metaData.schemaString`. Throws on text that is no schema and, by name, on types that are not supported.
  package init(schemaString: String) throws(DeltaFormatError) {
    let json: JSONValue
    do { json = try JSONValue(parsing: schemaString) } catch { throw .malformed("the schema is \(error)") }
    guard case .structure(let fields) = try DeltaType(json: json) else {
      throw .malformed("the schema is not a struct")
    }
    self.fields = fields
  }

  /// The schema as `metaData.schemaString` holds it.
  package var schemaString: String { DeltaType.structure(fields).json.text }

  package var names: [String] { fields.map(\.name) }

  /// The column of exactly this name, byte for byte.
  package subscript(name: String) -> DeltaField? { fields.first { $0.name == name } }

  /// What keeps the schema from being written: no columns, names that differ only in case, or characters Spark does not
  /// take without column mapping.
  package var problems: [String] {
    var problems = fields.isEmpty ? ["a table needs a column"] : []
    var seen: [String: String] = [:]
    for name in names {
      if name.isEmpty { problems.append("a column has no name") }
      if let bad = name.first(where: { " ,;{}()\n\t=".contains($0) }) {
        problems.append("the column \"\(name)\" holds the character \"\(bad)\", which Delta readers refuse")
      }
      if let other = seen.updateValue(name, forKey: name.lowercased()) {
        problems.append("the columns \"\(other)\" and \"\(name)\" differ only in case")
      }
    }
    return problems
  }
}
