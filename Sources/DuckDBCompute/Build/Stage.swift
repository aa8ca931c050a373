import DeltaLog
import Engine
import Lake
import ModelSQL
import Words

/// The rows a model gives in this build, under the name `assay_stage`: the table's columns plus `_reject` (a reason, or
/// null) and `_deleted`.
///
/// Rows that several queries read are kept, so that all of them see the same rows also of a model that gives others each
/// time: in memory where they are few, else in a file beside what the engine spills.
struct Stage {
  static let name = "assay_stage"
  private enum Keeping { case view, memory, file }

  let schema: DeltaSchema
  let columns: [String]
  /// The model marks rows as deleted.
  let canDelete: Bool
  /// Nil where nothing tells where rows came from.
  let origin: Origin?

  /// Columns of the stage that say where each row came from: the table's own, or some that only the stage has.
  struct Origin: Hashable {
    let file: String
    let record: String
  }

  /// A model's output columns that steer the build instead of being stored.
  static let steering: Set<String> = ["_reject", "_deleted"]
  /// What says where a row came from. Bronze's other columns are stored like any value, as `select *` takes them along.
  static let provenance: Set<String> = ["_file", "_record"]

  static func create(_ session: DuckDBSession, model: Model, sql: String, inputRows: Int64) throws -> Stage {
    let all = try session.outputColumns(sql)
    let described = all.filter { !RowOrigin.names.contains($0.name) }
    let schema = try schema(of: described.filter { !steering.contains($0.name) }, model: model)
    try checkSettings(model, schema)
    let names = Set(described.map(\.name))
    var reject = names.contains("_reject") ? "CAST(_reject AS VARCHAR)" : "CAST(NULL AS VARCHAR)"
    if !model.settings.uniqueKey.isEmpty { reject = "COALESCE(\(reject), \(missingKey(model)))" }
    let deleted = names.contains("_deleted") ? "COALESCE(CAST(_deleted AS BOOLEAN), false)" : "false"
    let stored = schema.fields.map { field in
      "CAST(\(SQLQuote.name(field.name)) AS \(EngineTypes.modelType(field.type))) AS \(SQLQuote.name(field.name))"
    }
    let traces = all.filter { RowOrigin.names.contains($0.name) }.map(\.name)
    let origin = origin(traces, schema)
    try keep(
      "SELECT \((stored + traces).joined(separator: ", ")), \(reject) AS _reject, \(deleted) AS _deleted FROM (\(sql))",
      keeping(
        model.settings, steeredBy: names.intersection(steering), isLarge: inputRows > session.resources.rowsInMemory),
      in: session)
    return Stage(
      schema: schema, columns: schema.fields.map(\.name), canDelete: names.contains("_deleted"), origin: origin)
  }

  private static func origin(_ traces: [String], _ schema: DeltaSchema) -> Origin? {
    if traces.count == RowOrigin.names.count { return Origin(file: RowOrigin.file, record: RowOrigin.record) }
    return provenance.allSatisfy { schema[$0] != nil } ? Origin(file: "_file", record: "_record") : nil
  }

  /// Rows that neither compete nor are marked are read once.
  private static func keeping(_ settings: ModelSettings, steeredBy marks: Set<String>, isLarge: Bool) -> Keeping {
    if settings.uniqueKey.isEmpty, marks.isEmpty { return .view }
    return isLarge ? .file : .memory
  }

  private static func keep(_ select: String, _ keeping: Keeping, in session: DuckDBSession) throws {
    switch keeping {
    case .view: try session.connection.execute("CREATE TEMP VIEW \(name) AS \(select)")
    case .memory: try session.connection.execute("CREATE TEMP TABLE \(name) AS \(select)")
    case .file:
      let path = SQLQuote.text(try session.spillFile("stage.parquet"))
      try session.connection.execute("COPY (\(select)) TO \(path) (FORMAT parquet, COMPRESSION uncompressed)")
      try session.connection.execute("CREATE TEMP VIEW \(name) AS SELECT * FROM read_parquet(\(path))")
    }
  }

  var columnList: String { columns.map(SQLQuote.name).joined(separator: ", ") }

  /// The table's columns among those of a query; throws where the model may not have them so.
  static func schema(of columns: [DeltaField], model: Model) throws -> DeltaSchema {
    let stored = columns.filter { !steering.contains($0.name) }
    try stored.forEach { try checkName($0.name, model) }
    let schema = DeltaSchema(fields: stored)
    try checkSettings(model, schema)
    return schema
  }

  private static func checkName(_ name: String, _ model: Model) throws(LakeError) {
    guard name.hasPrefix("_"), !SteeringColumn.names.contains(name) else { return }
    throw LakeError(
      .modelWrong,
      "\(model.table): the column “\(name)” starts with “_” but steers nothing; there are _reject, _deleted, _file and _record"
    )
  }

  private static func schema(of columns: [(name: String, type: String)], model: Model) throws -> DeltaSchema {
    let fields = try columns.map { column in
      try checkName(column.name, model)
      guard let type = EngineTypes.deltaType(column.type) else {
        throw LakeError(
          .modelWrong,
          "\(model.table): the column “\(column.name)” is \(column.type), which a Delta table cannot hold; cast it, for example to VARCHAR"
        )
      }
      return DeltaField(name: column.name, type: type, nullable: true)
    }
    return DeltaSchema(fields: fields)
  }

  /// Columns that the header names must be among those the query gives.
  private static func checkSettings(_ model: Model, _ schema: DeltaSchema) throws {
    let names = Set(schema.fields.map(\.name))
    let settings = model.settings
    let named = [
      ("unique_key", settings.uniqueKey), ("newest_by", settings.newestBy), ("partition_by", settings.partitionBy),
      ("matched_by", settings.matchedBy.map { [$0] } ?? []), ("event_time", settings.eventTime.map { [$0] } ?? []),
    ]
    for (setting, columns) in named {
      for column in columns where !names.contains(column) {
        throw LakeError(
          .modelWrong,
          "\(model.table): \(setting) names “\(column)”, which is not a column of the model; it has \(names.sorted().joined(separator: ", "))"
        )
      }
    }
  }

  /// A row without its key can be neither merged nor found again.
  private static func missingKey(_ model: Model) -> String {
    let cases = model.settings.uniqueKey.map { column in
      "WHEN \(SQLQuote.name(column)) IS NULL THEN \(SQLQuote.text("\(column) is null (unique_key)"))"
    }
    return "CASE \(cases.joined(separator: " ")) END"
  }
}
