import JSON

/// The few shapes of DuckDB's serialised parse that are read here.
extension JSONObject {
  /// The byte the construct begins at; nil where the parser noted none (it writes 2⁶⁴−1).
  var location: Int? { self["query_location"]?.intValue.flatMap { Int(exactly: $0) } }
  func text(_ key: String) -> String? { self[key]?.stringValue }
  var alias: String? { self["alias"]?.stringValue }
  var typeName: String? { self["type"]?.stringValue }
  var className: String? { self["class"]?.stringValue }
  func list(_ key: String) -> [JSONValue] { self[key]?.arrayValue ?? [] }
  func flag(_ key: String) -> Bool { self[key]?.boolValue ?? false }

  func object(_ key: String) -> JSONObject? { self[key]?.objectValue }
  func objects(_ key: String) -> [JSONObject] { list(key).compactMap(\.objectValue) }

  /// The name of a column without a table before it.
  var plainColumn: String? {
    guard className == "COLUMN_REF" else { return nil }
    let names = list("column_names")
    return names.count == 1 ? names[0].stringValue : nil
  }

  /// The name of a column, whatever stands before it.
  var columnName: String? { className == "COLUMN_REF" ? list("column_names").last?.stringValue : nil }
}

extension JSONValue {
  /// The first byte anything in the tree was noted at.
  var firstLocation: Int? {
    switch self {
    case .array(let items): items.compactMap(\.firstLocation).min()
    case .object(let object):
      ([object.location] + object.entries.map(\.value.firstLocation)).compactMap { $0 }.min()
    default: nil
    }
  }
}
