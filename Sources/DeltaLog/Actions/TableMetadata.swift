import Foundation
import JSON

/// What a writer wants a table to be. A commit turns it into a `metaData` action when it differs from what is there.
package struct TableDefinition: Sendable, Hashable {
  package var schema: DeltaSchema
  package var partitionColumns: [String]
  package var configuration: [String: String]

  package init(schema: DeltaSchema, partitionColumns: [String] = [], configuration: [String: String] = [:]) {
    (self.schema, self.partitionColumns, self.configuration) = (schema, partitionColumns, configuration)
  }
}

/// A table's `metaData`: its definition and its identity.
package struct TableMetadata: Sendable, Hashable {
  /// A GUID that stays for the table's life.
  package var id: String
  package var name: String?
  package var description: String?
  package var definition: TableDefinition
  /// Milliseconds since 1970.
  package var createdTime: Int64?

  package init(id: String, definition: TableDefinition, createdTime: Int64?) {
    (self.id, self.definition, self.createdTime) = (id, definition, createdTime)
  }
}

extension TableMetadata {
  var action: JSONValue {
    var metadata: JSONObject = ["id": .string(id)]
    if let name { metadata["name"] = .string(name) }
    if let description { metadata["description"] = .string(description) }
    metadata["format"] = ["provider": "parquet", "options": [:]]
    metadata["schemaString"] = .string(definition.schema.schemaString)
    metadata["partitionColumns"] = .array(definition.partitionColumns.map(JSONValue.string))
    metadata["configuration"] = .map(definition.configuration)
    if let createdTime { metadata["createdTime"] = .int(createdTime) }
    return ["metaData": .object(metadata)]
  }

  /// All that can be said of a table whose definition asks for something unknown: which table it is.
  init(unreadable action: MetadataAction) {
    self.init(
      id: action.line["metaData"]?["id"]?.stringValue ?? "",
      definition: TableDefinition(schema: DeltaSchema(fields: [])), createdTime: nil)
  }

  init(action: JSONValue) throws(DeltaFormatError) {
    let metadata = try action.member("metaData")
    if let provider = metadata["format"]?["provider"]?.stringValue, provider != "parquet" {
      throw .unsupported("the file format \(provider)")
    }
    id = try metadata.text("id")
    name = metadata["name"]?.stringValue
    description = metadata["description"]?.stringValue
    definition = TableDefinition(
      schema: try DeltaSchema(schemaString: try metadata.text("schemaString")),
      partitionColumns: metadata["partitionColumns"]?.arrayValue?.compactMap(\.stringValue) ?? [],
      configuration: try metadata.textMap("configuration").compactMapValues { $0 })
    createdTime = metadata["createdTime"]?.intValue
  }
}
