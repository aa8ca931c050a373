import DeltaLog
import Engine
import Foundation
import Lake
import ModelSQL
import Rows
import Words

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
    try makeFolder(folder)
    let name = "part-\(UUID().uuidString.lowercased())"
    let target = partitionColumns.isEmpty ? "\(folder)/\(name).parquet" : folder
    var options = ["FORMAT parquet", "COMPRESSION snappy", "RETURN_STATS"]
    if partitionColumns.isEmpty {
      options.append("WRITE_EMPTY_FILE false")
    } else {
      let columns = partitionColumns.map(SQLQuote.name).joined(separator: ", ")
      options += ["PARTITION_BY (\(columns))", "FILENAME_PATTERN '\(name)-{uuidv7}'", "APPEND"]
    }
    let copy =
      "COPY (SELECT \(storedColumns) FROM (\(select))) TO \(SQLQuote.text(target)) (\(options.joined(separator: ", ")))"
    do {
      return try connection.query(copy).rows.map(addFile)
    } catch {
      removeRemains(of: name, in: folder)
      throw error
    }
  }

  private func makeFolder(_ folder: String) throws(LakeError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw LakeError.notMade(folder: folder, error)
    }
  }

  /// Into partitions the engine writes in place, and a COPY that fails leaves what it had begun; on a full disk that would
  /// keep it full.
  private func removeRemains(of name: String, in folder: String) {
    guard let paths = FileManager.default.enumerator(atPath: folder) else { return }
    for case let path as String in paths where path.contains(name) { unlink(folder + "/" + path) }
  }

  /// Every column is cast to its declared type; an empty partition value becomes null before it becomes a folder name.
  private var storedColumns: String {
    schema.fields.map { field in
      let name = SQLQuote.name(field.name)
      let source = partitionColumns.contains(field.name) && field.type == .string ? "NULLIF(\(name), '')" : name
      let stored =
        field.type == .timestamp
        ? EngineTypes.storedTimestamp(source) : "CAST(\(source) AS \(EngineTypes.storedType(field.type)))"
      return "\(stored) AS \(name)"
    }.joined(separator: ", ")
  }

  /// COPY … RETURN_STATS: filename, count, file_size_bytes, footer_size_bytes, column_statistics, partition_keys.
  private func addFile(_ row: [Value]) throws -> AddFile {
    guard row.count >= 6, case .text(let path) = row[0], case .int(let count) = row[1], case .int(let size) = row[2]
    else { throw LakeError(.tableFailed, "the engine gave no statistics for a file in \(tablePath)") }
    let file = CopiedFile(
      filename: path, count: count, sizeBytes: size, columnStatistics: row[4].nestedTextMap,
      partitionKeys: row[5].textMap)
    return AddFile(
      copied: file, table: tablePath,
      definition: TableDefinition(schema: schema, partitionColumns: partitionColumns),
      modificationTime: Int64(Date().timeIntervalSince1970 * 1000))
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
