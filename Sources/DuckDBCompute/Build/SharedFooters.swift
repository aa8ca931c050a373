import DeltaLog
import Engine
import Lake
import Words

/// What Parquet files that another engine wrote say of themselves at their ends, as COPY … RETURN_STATS says it of its own.
///
/// Floats have no bounds: whether there are NaNs beside them only their writer knows.
struct SharedFooters {
  struct Contents {
    var rows: Int64 = 0
    var statistics: [String: [String: String]] = [:]
  }

  private static let name = "assay_footers"

  private let writer: ParquetWriter
  private let table: TableName
  private var files: [String: Contents] = [:]

  /// Throws `LakeError` where their columns are not the table's.
  init(writer: ParquetWriter, table: TableName, paths: [String]) throws {
    (self.writer, self.table) = (writer, table)
    guard let first = paths.first else { return }
    try checkTypes(of: first)
    let list = paths.map { SQLQuote.text(Glob.escaped($0)) }.joined(separator: ", ")
    try writer.connection.execute(
      """
      CREATE OR REPLACE TEMP TABLE \(Self.name) AS SELECT file_name AS f, path_in_schema AS c, row_group_num_rows AS n,
        stats_null_count AS nulls, stats_min_value AS lowest, stats_max_value AS highest
        FROM parquet_metadata([\(list)])
      """)
    for field in stored { try read(field) }
    try writer.connection.execute("DROP TABLE \(Self.name)")
  }

  /// Nil of a file without rows.
  func contents(of path: String) -> Contents? { files[path].flatMap { $0.rows > 0 ? $0 : nil } }

  private var stored: [DeltaField] { writer.schema.fields.filter { !writer.partitionColumns.contains($0.name) } }

  private mutating func read(_ field: DeltaField) throws {
    let rows = try writer.connection.query(
      """
      SELECT f, CAST(sum(n) AS BIGINT), CASE WHEN count(nulls) = count(*) THEN CAST(sum(nulls) AS BIGINT) END,
        \(bound("min", "lowest", field.type)), \(bound("max", "highest", field.type))
        FROM \(Self.name) WHERE c = \(SQLQuote.text(field.name)) GROUP BY f
      """
    ).rows
    for row in rows {
      let values = [("null_count", row[2]), ("min", row[3]), ("max", row[4])].filter { $0.1 != .null }
      let (file, count) = (row[0].displayText, row[1].intValue ?? 0)
      files[file, default: Contents()].rows = count
      files[file]?.statistics["\"\(field.name.replacing("\"", with: "\"\""))\""] = Dictionary(
        uniqueKeysWithValues: values.map { ($0.0, $0.1.displayText) })
    }
  }

  /// Over all parts of a file, where each that has values has a bound.
  private func bound(_ function: String, _ column: String, _ type: DeltaType) -> String {
    switch type {
    case .float, .double, .binary, .array, .map, .structure: return "NULL"
    default:
      let value = "TRY_CAST(\(column) AS \(EngineTypes.modelType(type)))"
      return """
        CASE WHEN count(*) = count(CASE WHEN \(value) IS NOT NULL OR nulls = n THEN 1 END)
          THEN CAST(\(function)(\(value)) AS VARCHAR) END
        """
    }
  }

  private func checkTypes(of path: String) throws {
    let given = try writer.connection.query(
      "DESCRIBE SELECT * FROM read_parquet(\(SQLQuote.text(Glob.escaped(path))), hive_partitioning = false)"
    ).rows.map { (name: $0[0].displayText, type: $0[1].displayText) }
    for (field, column) in zip(stored, given)
    where field.name != column.name || field.type != EngineTypes.deltaType(column.type) {
      throw LakeError(
        .tableFailed,
        "\(table): the column “\(field.name)” is \(field.type), and was written as “\(column.name)” \(column.type)")
    }
    guard given.count == stored.count else {
      throw LakeError(.tableFailed, "\(table): \(stored.count) columns were to be written, and \(given.count) were")
    }
  }
}
