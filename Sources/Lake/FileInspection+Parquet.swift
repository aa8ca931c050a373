import Engine
import ModelSQL

extension FileInspection {
  /// - Parameter path: the file's copy in the lake, the only place where the engine may read.
  func inspectParquet(_ path: String) throws -> FileContents {
    do {
      // A folder named like “env=dev” above the lake is no column.
      let file = "read_parquet(\(Quote.text(Glob.escaped(path))), hive_partitioning = false)"
      let columns = try session.connection.query("DESCRIBE SELECT * FROM \(file)").rows
        .map { (name: $0[0].displayText, type: $0[1].displayText) }
      try ColumnNames(source).check(columns.map(\.name), file: name)
      // Reading every value finds a damaged page now and not in the middle of a build.
      let counts = columns.map { "count(\(Quote.name($0.name)))" }.joined(separator: ", ")
      let row = try session.connection.query("SELECT count(*), \(counts) FROM \(file)").rows[0]
      var contents = FileContents(columns: columns.map(\.name), records: row[0].intValue ?? 0)
      contents.kinds = Dictionary(columns.map { ($0.name, ColumnKind(parquetType: $0.type)) }) { first, _ in first }
      return contents
    } catch let error as EngineError {
      throw fault(error, "is no whole Parquet file")
    }
  }
}
