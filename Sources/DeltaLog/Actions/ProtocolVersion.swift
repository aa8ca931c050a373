import JSON

/// What a table asks of its readers and writers.
struct ProtocolVersion: Sendable, Hashable {
  var minReader: Int64
  var minWriter: Int64
  var readerFeatures: [String]?
  var writerFeatures: [String]?

  /// What this project's own tables ask for: everything that reads or writes Delta at all can.
  static let written = ProtocolVersion(minReader: 1, minWriter: 2, readerFeatures: nil, writerFeatures: nil)

  /// Features of tables whose rows this program reads as they are meant.
  private static let read: Set<String> = [
    "columnMapping", "deletionVectors", "timestampNtz", "v2Checkpoint", "vacuumProtocolCheck",
  ]

  var action: JSONValue {
    var version: JSONObject = ["minReaderVersion": .int(minReader), "minWriterVersion": .int(minWriter)]
    if let readerFeatures { version["readerFeatures"] = .array(readerFeatures.map(JSONValue.string)) }
    if let writerFeatures { version["writerFeatures"] = .array(writerFeatures.map(JSONValue.string)) }
    return ["protocol": .object(version)]
  }

  /// How columns are found. The property counts only where the protocol allows for it.
  func columnMapping(_ configuration: [String: String]) -> ColumnMapping? {
    guard minReader == 2 || readerFeatures?.contains("columnMapping") ?? false,
      let mode = configuration["delta.columnMapping.mode"]
    else { return ColumnMapping.none }
    return ColumnMapping(rawValue: mode.lowercased())
  }

  /// The first thing reading needs that is not supported; nil when the table can be read.
  func readingObstacle(configuration: [String: String]) -> String? {
    if minReader > 3 { return "reader version \(minReader)" }
    if columnMapping(configuration) == nil {
      return "columnMapping (mode \(configuration["delta.columnMapping.mode"] ?? ""))"
    }
    return readerFeatures?.first { !Self.read.contains($0) }
  }

  /// The first thing writing needs that is not supported; nil when the table can be written.
  func writingObstacle(definition: TableDefinition) -> String? {
    if let obstacle = readingObstacle(configuration: definition.configuration) { return obstacle }
    if let mapping = columnMapping(definition.configuration), mapping != .none {
      return "columnMapping (mode \(mapping.rawValue))"
    }
    if let feature = readerFeatures?.first { return feature }
    if minReader > 2 { return "reader version \(minReader)" }
    if let field = definition.schema.fields.first(where: { $0.metadata["delta.invariants"] != nil }) {
      return "an invariant on the column \(field.name)"
    }
    if let key = definition.configuration.keys.sorted().first(where: { $0.hasPrefix("delta.constraints.") }) {
      return "the check constraint \(key.dropFirst("delta.constraints.".count))"
    }
    if minWriter == 7 { return writerFeatures?.first { !["appendOnly", "invariants"].contains($0) } }
    return minWriter > 2 ? "writer version \(minWriter)" : nil
  }
}

extension ProtocolVersion {
  init(action: JSONValue) throws(DeltaFormatError) {
    let version = try action.member("protocol")
    minReader = try version.integer("minReaderVersion")
    minWriter = try version.integer("minWriterVersion")
    readerFeatures = version["readerFeatures"]?.arrayValue?.compactMap(\.stringValue)
    writerFeatures = version["writerFeatures"]?.arrayValue?.compactMap(\.stringValue)
  }
}
