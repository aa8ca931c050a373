import JSON

/// A value that came as text from an engine elsewhere.
package enum QualityAnswer {
  /// As the engine here would have given it: numbers with their digits, moments as RFC 3339.
  ///
  /// - Parameters:
  ///   - text: what Spark's cast to a text makes of it, nil for NULL.
  ///   - type: Spark's name of its type: `decimal(12,2)`.
  package static func value(_ text: String?, ofSparkType type: String) -> JSONValue {
    guard let text else { return .null }
    switch type.prefix(while: { $0 != "(" }) {
    case "tinyint", "smallint", "int", "bigint", "decimal": return .number(text)
    case "float": return .double(Float(text).map(Double.init) ?? .nan)
    case "double": return .double(Double(text) ?? .nan)
    case "boolean": return .bool(text == "true")
    case "timestamp", "timestamp_ntz": return .string(text.replacing(" ", with: "T") + "Z")
    default: return .string(text)
    }
  }
}
