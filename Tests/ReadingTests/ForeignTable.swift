import DuckDBCompute
import Foundation
import JSON
import Testing
import TestSupport

@testable import Lake

/// A Delta table as other makers write it: a log written by hand over Parquet files written by the engine.
struct ForeignTable {
  let engine: DuckDBSession
  let path: String

  /// - Parameter name: the folder's name in the lake.
  init(_ session: LakeSession, _ name: String = "foreign") throws {
    engine = try #require(session.compute as? DuckDBSession)
    path = session.workspace.lakePath + "/" + name
    try FileManager.default.createDirectory(atPath: path + "/_delta_log", withIntermediateDirectories: true)
  }

  /// - Parameter options: of COPY, such as field numbers.
  func write(_ file: String, _ select: String, options: String = "") throws {
    let folder = ((path + "/" + file) as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try engine.connection.execute("COPY (\(select)) TO '\(path)/\(file)' (FORMAT parquet\(options))")
  }

  func commit(_ version: Int, _ actions: JSONValue...) throws {
    let name = String(repeating: "0", count: 20 - "\(version)".count) + "\(version).json"
    try Data(actions.map { $0.text + "\n" }.joined().utf8)
      .write(to: URL(fileURLWithPath: path + "/_delta_log/" + name))
  }

  static let plain: JSONValue = ["protocol": ["minReaderVersion": 1, "minWriterVersion": 2]]

  static func features(_ names: String...) -> JSONValue {
    let list = JSONValue.array(names.map(JSONValue.string))
    return [
      "protocol": ["minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": list, "writerFeatures": list]
    ]
  }

  static func metadata(
    _ fields: [JSONValue], partitions: [String] = [], configuration: JSONValue = [:]
  ) -> JSONValue {
    let schema: JSONValue = ["type": "struct", "fields": .array(fields)]
    return [
      "metaData": [
        "id": "5f1e3e3a-0000-4000-8000-000000000000", "format": ["provider": "parquet", "options": [:]],
        "schemaString": .string(schema.text), "partitionColumns": .array(partitions.map(JSONValue.string)),
        "configuration": configuration, "createdTime": 1,
      ]
    ]
  }

  /// - Parameter mapped: the column's number and physical name.
  static func field(_ name: String, _ type: JSONValue, mapped: (Int, String)? = nil) -> JSONValue {
    var metadata: JSONObject = [:]
    if let mapped {
      metadata["delta.columnMapping.id"] = .int(mapped.0)
      metadata["delta.columnMapping.physicalName"] = .string(mapped.1)
    }
    return ["name": .string(name), "type": type, "nullable": true, "metadata": .object(metadata)]
  }

  static func structure(_ fields: JSONValue...) -> JSONValue { ["type": "struct", "fields": .array(fields)] }
  static func list(_ element: JSONValue) -> JSONValue {
    ["type": "array", "elementType": element, "containsNull": true]
  }

  static func add(
    _ file: String, stats: String? = nil, partitions: JSONValue = [:], vector: JSONValue? = nil
  ) -> JSONValue {
    [
      "add": [
        "path": .string(file), "partitionValues": partitions, "size": 1, "modificationTime": 1, "dataChange": true,
        "stats": .optional(stats), "deletionVector": vector ?? .null,
      ]
    ]
  }

  static func inlineVector(_ rows: [UInt32], _ form: DeletionVectorBytes.Form = .portable) -> JSONValue {
    let bytes = DeletionVectorBytes.serialized(rows, form)
    return [
      "storageType": "i", "pathOrInlineDv": .string(DeletionVectorBytes.base85(bytes)),
      "sizeInBytes": .int(bytes.count),
      "cardinality": .int(rows.count),
    ]
  }

  /// Every row of a version, each value as it is displayed; null is "∅".
  func rows(_ version: TableVersion = .newest, select: String = "*") throws -> [[String]] {
    let relation = try engine.relation(path: path, version: version)
    return try engine.connection.query("SELECT \(select) FROM (\(relation)) ORDER BY ALL").rows
      .map { $0.map { $0.isNull ? "∅" : $0.displayText } }
  }
}
