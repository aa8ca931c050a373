import DeltaLog
import JSON
import Lake
import ModelSQL
import Project
import Words

/// What a model gives: inputs as lists of Parquet files, the query in Spark's words, and where its rows go.
extension SparkAsk {
  init(_ query: SharedQuery, to folder: String, _ exchange: any SparkExchange) throws {
    try self.init(query, "rows-of", ["target": .string(try exchange.target(folder))], exchange)
  }

  /// Rows as files of a table, as far as nothing is to be decided on them.
  init(_ query: SharedQuery, for table: SharedTable, _ exchange: any SparkExchange) throws {
    let key = table.uniqueKey
    try self.init(
      query, "write",
      [
        "target": .string(try exchange.target(table.folder)), "columns": Self.texts(table.schema.fields.map(\.name)),
        "partition_columns": Self.texts(table.partitionColumns), "key": Self.texts(key),
        "doubt": Self.doubt(query, key).map(JSONValue.string) ?? .null, "looks_at": Self.texts(table.looksAt),
      ], exchange)
  }

  private init(_ query: SharedQuery, _ kind: String, _ more: JSONObject, _ exchange: any SparkExchange) throws {
    var json: JSONObject = [
      "kind": .string(kind), "inputs": .array(try query.inputs.map { try Self.input($0, exchange) }),
    ]
    json["sql"] = .string(try Self.sql(query))
    for (name, value) in more.entries { json[name] = value }
    self.init(table: query.model.table.description, subject: "its query", json: json, secrets: query.secrets)
  }

  private static func texts(_ list: [String]) -> JSONValue { .array(list.map(JSONValue.string)) }

  /// What a row says by itself of whether it is to be decided on; nil where no row can.
  private static func doubt(_ query: SharedQuery, _ key: [String]) -> String? {
    var terms = key.map { "\(quoted($0)) is null" }
    for column in query.columns {
      switch (column.name, column.type) {
      case ("_deleted", .boolean): terms.append("coalesce(`_deleted`, false)")
      case ("_reject", _), ("_deleted", _): terms.append("\(quoted(column.name)) is not null")
      default: break
      }
    }
    return terms.isEmpty ? nil : terms.joined(separator: " or ")
  }

  package static func input(_ input: SharedInput, _ exchange: any SparkExchange) throws -> JSONValue {
    // Delta writes a schema as Spark's own JSON.
    let schema = DeltaType.structure(input.schema.fields).json
    let files = try input.files.map { file in
      let values = input.partitionColumns.map { column in
        (column, (file.partitionValues[column] ?? nil).map(JSONValue.string) ?? .null)
      }
      return ["path": .string(try exchange.share(file.path)), "partition": .object(JSONObject(values))] as JSONValue
    }
    return [
      "view": .string(view(input.table)), "schema": schema,
      "partition_columns": .array(input.partitionColumns.map(JSONValue.string)), "files": .array(files),
    ]
  }

  package static func view(_ table: TableName) -> String { "assay_\(table.layer.rawValue)_\(table.name)" }

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

  static func quoted(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }

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
}
