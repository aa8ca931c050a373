/// One row of what COPY … RETURN_STATS returns: a file it wrote.
package struct CopiedFile: Sendable, Hashable {
  /// Full path.
  package var filename: String
  package var count: Int64
  package var sizeBytes: Int64
  package var columnStatistics: [String: [String: String]]
  /// Nil when the file is not partitioned; a nil value is null.
  package var partitionKeys: [String: String?]?

  package init(
    filename: String, count: Int64, sizeBytes: Int64, columnStatistics: [String: [String: String]],
    partitionKeys: [String: String?]? = nil
  ) {
    self.filename = filename
    self.count = count
    self.sizeBytes = sizeBytes
    self.columnStatistics = columnStatistics
    self.partitionKeys = partitionKeys
  }
}

extension AddFile {
  /// The log's entry for a file COPY wrote. `table` is the table's folder, a prefix of the file's path;
  /// `modificationTime` is in milliseconds since 1970.
  package init(
    copied file: CopiedFile, table: String, definition: TableDefinition, modificationTime: Int64
  ) {
    var values: [String: String?] = [:]
    for column in definition.partitionColumns {
      let type = definition.schema[column]?.type ?? .string
      values.updateValue(PartitionValue.text(file.partitionKeys?[column] ?? nil, type: type), forKey: column)
    }
    let prefix = table + "/"
    self.init(
      path: file.filename.hasPrefix(prefix) ? String(file.filename.dropFirst(prefix.count)) : file.filename,
      partitionValues: values, size: file.sizeBytes, modificationTime: modificationTime,
      stats: .from(copyStatistics: file.columnStatistics, schema: definition.schema, count: file.count))
  }
}
