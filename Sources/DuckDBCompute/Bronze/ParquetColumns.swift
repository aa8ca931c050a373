import Engine
import Lake
import Ledger
import Words

/// Asks the engine about the columns of Parquet files.
struct ParquetColumns {
  let session: DuckDBSession

  /// A folder named like “env=dev” above the lake is no column.
  private func file(_ path: String) -> String {
    "read_parquet(\(SQLQuote.text(Glob.escaped(path))), hive_partitioning = false)"
  }

  /// Names and types, in order.
  func describe(_ path: String) throws -> [(name: String, type: String)] {
    try session.connection.query("DESCRIBE SELECT * FROM \(file(path))").rows
      .map { (name: $0[0].displayText, type: $0[1].displayText) }
  }

  /// The types of a file that was loaded when nobody noted them.
  func types(of manifest: ManifestRecord) throws -> [String: String] {
    if !manifest.types.isEmpty || manifest.columns.isEmpty { return manifest.types }
    let path = session.workspace.fullPath(manifest)
    try session.workspace.bring([path])
    return try session.parquetTypes(path)
  }

  /// Decimals of more digits than the engine has come out as other numbers, without an error.
  func refuseWideDecimals(_ path: String, name: String) throws {
    let wide = try session.connection.query(
      "SELECT name, precision FROM parquet_schema(\(SQLQuote.text(Glob.escaped(path)))) WHERE precision > 38 LIMIT 1")
    guard let column = wide.rows.first else { return }
    throw LakeError(
      .columnsWrong,
      """
      \(name): the column “\(column[0].displayText)” is a decimal of \(column[1].displayText) digits, and 38 are what can be \
      read; deliver the file with a smaller decimal, or with the column as text
      """)
  }

  /// Reads every value, which finds a damaged page now and not in the middle of a build. Counting alone would be answered
  /// from the file's footer. A column without any value has the type `NULL`; moments finer than a microsecond are text.
  func readAll(
    _ path: String, _ columns: [(name: String, type: String)]
  ) throws -> (records: Int64, types: [String: String]) {
    let asked = columns.flatMap { column in
      let name = SQLQuote.name(column.name)
      let finer = column.type == "TIMESTAMP_NS" ? "count(*) FILTER (epoch_ns(\(name)) % 1000 <> 0)" : "0"
      return ["count(\(name))", "bit_xor(hash(\(name)))", finer]
    }
    let row = try session.connection.query(
      "SELECT \((["count(*)"] + asked).joined(separator: ", ")) FROM \(file(path))"
    ).rows[0]
    var types: [String: String] = [:]
    for (index, column) in columns.enumerated() {
      let isEmpty = row[1 + 3 * index].intValue == 0
      let isFine = row[3 + 3 * index].intValue != 0
      types[column.name] =
        isEmpty ? ParquetType.empty : column.type == "TIMESTAMP_NS" && !isFine ? "TIMESTAMP" : column.type
    }
    return (row[0].intValue ?? 0, types)
  }
}

extension DuckDBSession {
  package func inspectParquet(
    _ path: String, named name: String, accepting accept: ([String]) throws -> Void
  ) throws -> ParquetContents {
    do {
      let reader = ParquetColumns(session: self)
      try reader.refuseWideDecimals(path, name: name)
      let columns = try reader.describe(path)
      try accept(columns.map(\.name))
      let values = try reader.readAll(path, columns)
      return ParquetContents(columns: columns.map(\.name), records: values.records, types: values.types)
    } catch let error as EngineError {
      throw fault(error, of: name)
    }
  }

  package func parquetTypes(_ path: String) throws -> [String: String] {
    Dictionary(try ParquetColumns(session: self).describe(path).map { ($0.name, $0.type) }) { first, _ in first }
  }

  /// The file's fault, unless the engine or the disk is what fails.
  private func fault(_ error: EngineError, of name: String) -> any Error {
    guard case .query(let failure) = error else { return error }
    switch failure.kind {
    case .interrupted, .fatal, .diskFull: return error
    default: return LakeError(.fileUnreadable, "\(name) is no whole Parquet file: \(error)")
    }
  }
}
