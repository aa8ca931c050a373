import JSON

extension TreeReader {
  /// The columns that a comparison holds against the days a report is asked for.
  mutating func noteDays(_ comparison: JSONObject) {
    let value = JSONValue.object(comparison)
    guard Self.names(value, "from") || Self.names(value, "to") else { return }
    parsed.dayColumns.formUnion(Self.columnReferences(value).compactMap(\.columnName))
  }

  private static func names(_ value: JSONValue, _ parameter: String) -> Bool {
    switch value {
    case .array(let items): return items.contains { names($0, parameter) }
    case .object(let object):
      if object.className == "PARAMETER" { return object.text("identifier")?.lowercased() == parameter }
      return object.entries.contains { names($0.value, parameter) }
    default: return false
    }
  }
}
