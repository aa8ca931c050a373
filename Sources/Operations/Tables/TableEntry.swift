import Clocks
import Foundation
import JSON

/// A table as the catalogue shows it.
package struct TableEntry: Sendable, Hashable, Codable {
  package struct Field: Sendable, Hashable, Codable {
    package let name: String
    /// As the table says it: `decimal(12,2)`, `string`.
    package let type: String
    package init(name: String, type: String) { (self.name, self.type) = (name, type) }
  }

  /// `silver.orders`, and the layer in it.
  package let name: String
  package let layer: String
  /// Nil for a table that was never built. Of a source that is kept as files the number of its newest file.
  package let version: Int64?
  package let rows: Int64?
  package let bytes: Int64?
  package let files: Int
  package let loadedAt: Date?
  package let fields: [Field]
  package let partitionColumns: [String]

  package init(
    name: String, layer: String, version: Int64?, rows: Int64?, bytes: Int64?, files: Int, loadedAt: Date?,
    fields: [Field], partitionColumns: [String]
  ) {
    (self.name, self.layer, self.version, self.rows, self.bytes) = (name, layer, version, rows, bytes)
    (self.files, self.loadedAt, self.fields, self.partitionColumns) = (files, loadedAt, fields, partitionColumns)
  }

  /// The shape of `assay table list --json`.
  package var json: JSONValue {
    [
      "name": .string(name), "layer": .string(layer), "version": .optional(version), "rows": .optional(rows),
      "bytes": .optional(bytes), "files": .int(files), "loadedAt": .optional(loadedAt.map(Timestamp.text)),
      "columns": .array(fields.map { ["name": .string($0.name), "type": .string($0.type)] }),
      "partitionColumns": .array(partitionColumns.map(JSONValue.string)),
    ]
  }
}

/// One table with what only a closer look needs.
package struct TableDetail: Sendable, Hashable, Codable {
  package let entry: TableEntry
  package let description: String?
  /// Rows of it in its quarantine.
  package let quarantinedRows: Int64

  package init(entry: TableEntry, description: String?, quarantinedRows: Int64) {
    (self.entry, self.description, self.quarantinedRows) = (entry, description, quarantinedRows)
  }

  package var json: JSONValue {
    var object = entry.json.objectValue ?? [:]
    object["description"] = .optional(description)
    object["quarantinedRows"] = .int(quarantinedRows)
    return .object(object)
  }
}
