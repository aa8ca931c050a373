import JSON
import Ledger
import Project
import Records

/// The settings of a source that decide what its bytes say, as they are kept with each file that was read by them. Only those
/// that are not as they are by default are named, so that a setting that is new one day changes no file of before.
package struct SourceReadingSettings {
  package let source: SourceDefinition

  package init(source: SourceDefinition) {
    self.source = source
  }

  package var text: String { JSONValue.object(json).text }

  private var json: JSONObject {
    let standard = SourceDefinition(name: source.name)
    var json: JSONObject = [:]
    if source.format != standard.format { json["format"] = .string(source.format.rawValue) }
    if source.encoding != standard.encoding { json["encoding"] = .string(source.encoding.rawValue) }
    if source.delimiter != standard.delimiter { json["delimiter"] = .int(source.delimiter) }
    if source.quote != standard.quote { json["quote"] = .int(source.quote ?? 0) }
    if source.escape != standard.escape { json["escape"] = .int(source.escape ?? 0) }
    if source.hasHeader != standard.hasHeader { json["header"] = .bool(source.hasHeader) }
    if source.nullValues != standard.nullValues {
      json["null_values"] = .array(source.nullValues.map(JSONValue.string))
    }
    if let columns = source.columns { json["columns"] = .array(columns.map(JSONValue.string)) }
    if !source.rename.isEmpty {
      json["rename"] = .textsByName(Dictionary(source.rename.map { ($0.from, $0.to) }) { first, _ in first })
    }
    if source.maxRecordBytes != standard.maxRecordBytes { json["max_record_bytes"] = .int(source.maxRecordBytes) }
    if let changes = source.changes {
      json["changes"] = [
        "operation": .string(changes.operation), "commit_timestamp": .optional(changes.commitTimestamp),
        "sequence": .optional(changes.sequence),
      ]
    }
    return json
  }

  /// How a file was cut into records; nil where its settings were not kept.
  package static func dialect(_ text: String?) -> CSVDialect? {
    // Written by us; were it not, the settings of today count.
    guard let text, let json = try? JSONValue(parsing: text) else { return nil }
    func byte(_ key: String, _ standard: UInt8?) -> UInt8? {
      guard let value = json[key]?.intValue else { return standard }
      return value == 0 ? nil : UInt8(exactly: value)
    }
    let standard = SourceDefinition(name: "")
    var dialect = CSVDialect()
    dialect.delimiter = byte("delimiter", standard.delimiter) ?? standard.delimiter
    dialect.quote = byte("quote", standard.quote)
    dialect.escape = byte("escape", standard.escape)
    dialect.hasHeader = json["header"]?.boolValue ?? standard.hasHeader
    dialect.nullTokens = json["null_values"]?.arrayValue?.compactMap(\.stringValue) ?? standard.nullValues
    dialect.maxRecordBytes = Int(json["max_record_bytes"]?.intValue ?? Int64(standard.maxRecordBytes))
    return dialect
  }
}

/// What is to be told of a source whose files were read by other settings than it has now.
package enum SourceReadings {
  /// Nil when all is well.
  package static func trouble(_ source: SourceDefinition, journal: any RunLedger) throws -> String? {
    let count = try journal.filesRead(of: source.name, otherwiseThan: SourceReadingSettings(source: source).text)
    guard count > 0 else { return nil }
    let files = count == 1 ? "1 file was" : "\(count) files were"
    return
      "its settings changed: \(files) read by other settings until: assay run --table \(source.table) --full-refresh"
  }
}
