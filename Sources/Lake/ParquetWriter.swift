import DeltaLog
import Engine
import Foundation
import ModelSQL

/// Writes the rows of a SELECT as new Parquet files in a table's folder. Nothing is visible until a commit names the
/// files; a build that fails removes them.
struct ParquetWriter {
  let connection: Connection
  let tablePath: String
  let schema: DeltaSchema
  let partitionColumns: [String]

  /// The SELECT must give the schema's columns by name. Files come back with the statistics the engine collected while
  /// writing, so no second pass is needed.
  func write(_ select: String, into subfolder: String? = nil) throws -> [AddFile] {
    let folder = subfolder.map { tablePath + "/" + $0 } ?? tablePath
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let target = partitionColumns.isEmpty ? "\(folder)/part-\(UUID().uuidString.lowercased()).parquet" : folder
    var options = ["FORMAT parquet", "COMPRESSION zstd", "RETURN_STATS"]
    if partitionColumns.isEmpty {
      options.append("WRITE_EMPTY_FILE false")
    } else {
      let columns = partitionColumns.map(Quote.name).joined(separator: ", ")
      options += ["PARTITION_BY (\(columns))", "FILENAME_PATTERN 'part-{uuidv7}'", "APPEND"]
    }
    let result = try connection.query(
      "COPY (SELECT \(storedColumns) FROM (\(select))) TO \(Quote.text(target)) (\(options.joined(separator: ", ")))"
    )
    return try result.rows.map(addFile)
  }

  /// Every column is cast to its declared type; an empty partition value becomes null before it becomes a folder name.
  private var storedColumns: String {
    schema.fields.map { field in
      let name = Quote.name(field.name)
      let source = partitionColumns.contains(field.name) && field.type == .string ? "NULLIF(\(name), '')" : name
      return "CAST(\(source) AS \(EngineTypes.storedType(field.type))) AS \(name)"
    }.joined(separator: ", ")
  }

  /// COPY … RETURN_STATS: filename, count, file_size_bytes, footer_size_bytes, column_statistics, partition_keys.
  private func addFile(_ row: [Value]) throws -> AddFile {
    guard row.count >= 6, case .text(let path) = row[0], case .int(let count) = row[1], case .int(let size) = row[2]
    else { throw LakeError("TableFailed", "the engine gave no statistics for a file in \(tablePath)") }
    let relative = path.hasPrefix(tablePath + "/") ? String(path.dropFirst(tablePath.count + 1)) : path
    let partition = row[5].textMap
    let values = partitionColumns.map { name in (name, partition[name] ?? nil) }
    return AddFile(
      path: relative, partitionValues: Dictionary(uniqueKeysWithValues: values), size: size,
      modificationTime: Int64(Date().timeIntervalSince1970 * 1000),
      stats: FileStatistics.from(copyStatistics: row[4].nestedTextMap, schema: schema, count: count))
  }

  func remove(_ files: [AddFile]) {
    for file in files { unlink(tablePath + "/" + file.path) }
  }
}

extension Value {
  /// A MAP(VARCHAR, VARCHAR).
  var textMap: [String: String?] {
    guard case .map(let pairs) = self else { return [:] }
    return Dictionary(
      pairs.map { ($0.key.displayText, $0.value == .null ? nil : $0.value.displayText) }, uniquingKeysWith: { $1 })
  }

  /// A MAP(VARCHAR, MAP(VARCHAR, VARCHAR)).
  var nestedTextMap: [String: [String: String]] {
    guard case .map(let pairs) = self else { return [:] }
    return Dictionary(
      pairs.map { ($0.key.displayText, $0.value.textMap.compactMapValues { $0 }) }, uniquingKeysWith: { $1 })
  }
}
