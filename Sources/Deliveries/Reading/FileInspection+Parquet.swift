extension FileInspection {
  /// - Parameter path: the file's copy in the lake, the only place where the engine may read.
  package func inspectParquet(_ path: String) throws -> FileContents {
    let found = try compute.inspectParquet(path, named: name) { columns in
      try ColumnNames(source).check(columns, file: name)
    }
    var contents = FileContents(columns: found.columns, records: found.records)
    contents.types = found.types
    return contents
  }
}
