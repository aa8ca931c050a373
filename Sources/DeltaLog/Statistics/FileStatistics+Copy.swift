import JSON

extension FileStatistics {
  /// The statistics of one file from what COPY … RETURN_STATS says about it: `column_statistics` and `count`.
  ///
  /// Only what bounds truly is taken: texts are cut to 32 characters with the upper bound raised, moments go to whole
  /// milliseconds outwards, floats that hold NaN or infinity have no bounds, and neither have binary columns. Arrays and
  /// maps have no statistics at all, because their null counts count something else.
  package static func from(
    copyStatistics: [String: [String: String]], schema: DeltaSchema, count: Int64
  ) -> FileStatistics {
    var statistics = FileStatistics(numRecords: count)
    for (key, values) in copyStatistics.sorted(by: { $0.key < $1.key }) {
      guard let path = ColumnPath(quoted: key), let type = path.type(in: schema) else { continue }
      statistics.take(values, path: path.names[...], type: type)
    }
    return statistics
  }

  private mutating func take(_ values: [String: String], path: ArraySlice<String>, type: DeltaType) {
    if let nulls = values["null_count"].flatMap({ Int64($0) }) { nullCount.set(.int(nulls), at: path) }
    guard values["has_nan"] != "true" else { return }
    if let bound = values["min"].flatMap({ type.lowerBound($0) }) { minValues.set(bound, at: path) }
    if let bound = values["max"].flatMap({ type.upperBound($0) }) { maxValues.set(bound, at: path) }
  }
}

extension JSONObject {
  /// Sets a nested value, making the objects on the way.
  fileprivate mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
    guard let name = path.first else { return }
    guard path.count > 1 else {
      self[name] = value
      return
    }
    var inner = self[name]?.objectValue ?? [:]
    inner.set(value, at: path.dropFirst())
    self[name] = .object(inner)
  }
}

/// A column's place as COPY names it: quoted names with points between, `"st"."a"`, a quote doubled inside.
struct ColumnPath: Hashable {
  let names: [String]

  init?(quoted text: String) {
    var names: [String] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      guard rest.first == "\"", let (name, after) = Self.name(rest.dropFirst()) else { return nil }
      names.append(name)
      rest = after
      guard rest.first == "." else { break }
      rest = rest.dropFirst()
      if rest.isEmpty { return nil }
    }
    guard rest.isEmpty, !names.isEmpty else { return nil }
    self.names = names
  }

  private static func name(_ text: Substring) -> (String, Substring)? {
    var name = ""
    var rest = text
    while let quote = rest.firstIndex(of: "\"") {
      name += rest[..<quote]
      rest = rest[rest.index(after: quote)...]
      guard rest.first == "\"" else { return (name, rest) }
      name += "\""
      rest = rest.dropFirst()
    }
    return nil
  }

  /// The type of the value there, reached through structs only; nil when there is no such column or it is nested itself.
  func type(in schema: DeltaSchema) -> DeltaType? {
    var type = DeltaType.structure(schema.fields)
    for name in names {
      guard case .structure(let fields) = type, let field = fields.first(where: { $0.name == name }) else { return nil }
      type = field.type
    }
    switch type {
    case .structure, .array, .map: return nil
    default: return type
    }
  }
}
