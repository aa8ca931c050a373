import Engine
import ModelSQL

extension FileInspection {
  /// - Parameter path: the file's copy in the lake, the only place where the engine may read.
  func inspectParquet(_ path: String) throws -> FileContents {
    do {
      let reader = ParquetColumns(session: session)
      try reader.refuseWideDecimals(path, name: name)
      let columns = try reader.describe(path)
      try ColumnNames(source).check(columns.map(\.name), file: name)
      let values = try reader.readAll(path, columns)
      var contents = FileContents(columns: columns.map(\.name), records: values.records)
      contents.types = values.types
      return contents
    } catch let error as EngineError {
      throw fault(error, "is no whole Parquet file")
    }
  }
}
