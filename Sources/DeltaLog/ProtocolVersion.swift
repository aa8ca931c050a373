import JSON

/// What a table asks of its readers and writers.
struct ProtocolVersion: Sendable, Hashable {
  var minReader: Int64
  var minWriter: Int64
  var readerFeatures: [String]?
  var writerFeatures: [String]?

  /// What this project's own tables ask for: everything that reads or writes Delta at all can.
  static let written = ProtocolVersion(minReader: 1, minWriter: 2, readerFeatures: nil, writerFeatures: nil)

  var action: JSONValue {
    var version: JSONObject = ["minReaderVersion": .int(minReader), "minWriterVersion": .int(minWriter)]
    if let readerFeatures { version["readerFeatures"] = .array(readerFeatures.map(JSONValue.string)) }
    if let writerFeatures { version["writerFeatures"] = .array(writerFeatures.map(JSONValue.string)) }
    return ["protocol": .object(version)]
  }

  /// The first thing reading needs that is not supported; nil when the table can be read.
  func readingObstacle(configuration: [String: String]) -> String? {
    if let mode = configuration["delta.columnMapping.mode"], mode != "none" { return "columnMapping (mode \(mode))" }
    if minReader > 3 { return "reader version \(minReader)" }
    return readerFeatures?.first { $0 != "columnMapping" }
  }

  /// The first thing writing needs that is not supported; nil when the table can be written.
  func writingObstacle(definition: TableDefinition) -> String? {
    if let obstacle = readingObstacle(configuration: definition.configuration) { return obstacle }
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
