import DeltaLog
import Foundation
import JSON
import Lake
import ModelSQL
import Project
import Words

/// What the runner is told: inputs as lists of Parquet files, the query in Spark's words, and where its rows go.
struct SparkPlan {
  let json: JSONValue
  /// The folder of the rows.
  let output: String
  /// Where the runner says what became of it.
  let result: String
  /// Where it says how far it is.
  let progress: String

  init(_ query: SharedQuery, _ settings: ComputeSettings) throws {
    output = query.folder + "/rows"
    result = query.folder + "/result.json"
    progress = query.folder + "/progress.json"
    json = [
      "inputs": .array(query.inputs.map(Self.input)), "sql": .string(try Self.sql(query)), "output": .string(output),
      "result": .string(result), "progress": .string(progress), "conf": .object(Self.conf(settings)),
      "secrets": .array(query.parsed.secrets.map(JSONValue.string)), "watch": .int(Int64(getpid())),
    ]
  }

  private static func input(_ input: SharedInput) -> JSONValue {
    // Delta writes a schema as Spark's own JSON.
    let schema = DeltaType.structure(input.schema.fields).json
    return [
      "view": .string(view(input.table)), "schema": schema,
      "partition_columns": .array(input.partitionColumns.map(JSONValue.string)),
      "files": .array(
        input.files.map { file in
          let values = input.partitionColumns.map { column in
            (column, (file.partitionValues[column] ?? nil).map(JSONValue.string) ?? .null)
          }
          return ["path": .string(file.path), "partition": .object(JSONObject(values))]
        }),
    ]
  }

  private static func view(_ table: TableName) -> String { "assay_\(table.layer.rawValue)_\(table.name)" }

  /// The query's columns, by their places, in the types the embedded engine found for them.
  private static func sql(_ query: SharedQuery) throws -> String {
    let tables = Dictionary(uniqueKeysWithValues: query.parsed.inputs.map { ($0, quoted(view($0))) })
    let text = try ModelExpansion.expand(
      query.parsed, dialect: .spark, parameters: query.parameters, tables: tables)
    let columns = query.columns.map { column in
      "cast(\(quoted(column.name)) as \(type(column.type))) as \(quoted(column.name))"
    }
    let names = query.columns.map { quoted($0.name) }.joined(separator: ", ")
    return "select \(columns.joined(separator: ", ")) from (\n\(text)\n) as assay_rows(\(names))"
  }

  private static func quoted(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }

  /// Columns of models are no lists, maps or structs.
  private static func type(_ type: DeltaType) -> String {
    switch type {
    case .boolean: "boolean"
    case .byte: "tinyint"
    case .short: "smallint"
    case .integer: "int"
    case .long: "bigint"
    case .float: "float"
    case .double: "double"
    case .decimal(let precision, let scale): "decimal(\(precision), \(scale))"
    case .binary: "binary"
    case .date: "date"
    case .timestamp, .timestampNtz: "timestamp"
    case .string, .array, .map, .structure: "string"
    }
  }

  /// What a model means must not depend on how a cluster is set up, so these win over everything else.
  private static func conf(_ settings: ComputeSettings) -> JSONObject {
    var conf: JSONObject = ["spark.sql.shuffle.partitions": "8"]
    for (name, value) in settings.conf.sorted(by: { $0.key < $1.key }) { conf[name] = .string(value) }
    for (name, value) in ComputeSettings.fixed { conf[name] = .string(value) }
    return conf
  }
}
