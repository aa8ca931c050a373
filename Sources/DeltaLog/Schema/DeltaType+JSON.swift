import JSON

extension DeltaType {
  /// The type as it stands in a schema string.
  package var json: JSONValue {
    switch self {
    case .array(let element, let containsNull):
      ["type": "array", "elementType": element.json, "containsNull": .bool(containsNull)]
    case .map(let key, let value, let valueContainsNull):
      [
        "type": "map", "keyType": key.json, "valueType": value.json,
        "valueContainsNull": .bool(valueContainsNull),
      ]
    case .structure(let fields): ["type": "struct", "fields": .array(fields.map(\.json))]
    default: .string(description)
    }
  }

  /// Reads a type of a schema string. Throws on a type that is unknown or not supported, naming it.
  package init(json: JSONValue) throws(DeltaFormatError) {
    if let word = json.stringValue {
      self = try Self.named(word)
      return
    }
    switch json["type"]?.stringValue {
    case "array":
      self = .array(
        element: try Self(json: try json.member("elementType")),
        containsNull: json["containsNull"]?.boolValue ?? true)
    case "map":
      self = .map(
        key: try Self(json: try json.member("keyType")), value: try Self(json: try json.member("valueType")),
        valueContainsNull: json["valueContainsNull"]?.boolValue ?? true)
    case "struct":
      var fields: [DeltaField] = []
      for field in try json.member("fields").arrayValue ?? [] { fields.append(try DeltaField(json: field)) }
      self = .structure(fields)
    default: throw .malformed("the schema holds \(json.text) where a type is expected")
    }
  }

  private static func named(_ word: String) throws(DeltaFormatError) -> DeltaType {
    if let found = simple.first(where: { $0.name == word }) { return found.type }
    if word == "decimal" { return .decimal(precision: 10, scale: 0) }
    guard word.hasPrefix("decimal("), word.hasSuffix(")") else { throw .unsupported("the column type \(word)") }
    let parts = word.dropFirst("decimal(".count).dropLast().split(separator: ",").map { $0.filter { $0 != " " } }
    guard parts.count == 2, let precision = Int(parts[0]), let scale = Int(parts[1]),
      (1...38).contains(precision), (0...precision).contains(scale)
    else { throw .unsupported("the column type \(word)") }
    return .decimal(precision: precision, scale: scale)
  }
}

extension DeltaField {
  var json: JSONValue {
    ["name": .string(name), "type": type.json, "nullable": .bool(nullable), "metadata": .object(metadata)]
  }

  init(json: JSONValue) throws(DeltaFormatError) {
    self.init(
      name: try json.text("name"), type: try DeltaType(json: try json.member("type")),
      nullable: json["nullable"]?.boolValue ?? true, metadata: json["metadata"]?.objectValue ?? [:])
  }
}
