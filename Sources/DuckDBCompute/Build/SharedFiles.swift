import DeltaLog
import Foundation
import Lake
import Words

/// What another engine wrote for a table, in a folder of its own that goes with this: files in the table's layout, and rows
/// that are to be decided on.
final class SharedFiles {
  private let table: TableName
  private let folder: String
  /// Of the rows to decide on.
  private let columns: [DeltaField]
  private var rows = WrittenRows(files: [], rest: [])

  init(table: TableName, folder: String, columns: [DeltaField]) {
    (self.table, self.folder, self.columns) = (table, folder, columns)
  }

  deinit {
    // What stays is swept by the next worker.
    try? FileManager.default.removeItem(atPath: folder)
  }

  func take(_ rows: WrittenRows) throws(LakeError) {
    for name in rows.files.map(\.name) + rows.rest { _ = try AddFile(shared: name, in: folder, for: table) }
    self.rows = rows
  }

  /// A SELECT over the rows to decide on.
  var rest: String {
    get throws {
      let files = try rows.rest.map { try AddFile(shared: $0, in: folder, for: table) }
      return DeltaRelation(
        tablePath: folder, schema: DeltaSchema(fields: columns), partitionColumns: [], files: files
      ).sql
    }
  }

  /// Makes the files the table's, under names as `writer` gives them, and says what is in them. Where it throws none is left.
  func adopt(by writer: ParquetWriter) throws -> [AddFile] {
    let paths = rows.files.map { "\(folder)/\($0.name)" }
    let footers = try SharedFooters(writer: writer, table: table, paths: paths)
    var adopted: [AddFile] = []
    do {
      for (file, path) in zip(rows.files, paths) {
        guard let contents = footers.contents(of: path) else { continue }
        adopted.append(try adopt(file, contents, writer))
      }
    } catch {
      for file in adopted { unlink(file.fullPath(in: writer.tablePath)) }
      throw error
    }
    return adopted
  }

  private func adopt(
    _ file: WrittenRows.File, _ contents: SharedFooters.Contents, _ writer: ParquetWriter
  ) throws(LakeError) -> AddFile {
    let parts = writer.partitionColumns.map { PartitionFolder.name($0, file.partition[$0] ?? nil) }
    let place = ([writer.tablePath] + parts).joined(separator: "/")
    let path = "\(place)/part-\(UUID().uuidString.lowercased()).parquet"
    let size = try AddFile(shared: file.name, in: folder, for: table).size
    do {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    } catch {
      throw LakeError.notMade(folder: place, error)
    }
    guard rename("\(folder)/\(file.name)", path) == 0 else {
      throw LakeError(.notWritable, "\(path) cannot be made: \(String(cString: strerror(errno)))")
    }
    let copied = CopiedFile(
      filename: path, count: contents.rows, sizeBytes: size, columnStatistics: contents.statistics,
      partitionKeys: file.partition)
    return AddFile(
      copied: copied, table: writer.tablePath,
      definition: TableDefinition(schema: writer.schema, partitionColumns: writer.partitionColumns),
      modificationTime: Int64(Date().timeIntervalSince1970 * 1000))
  }
}

extension AddFile {
  /// A file that another engine said it wrote.
  init(shared name: String, in folder: String, for table: TableName) throws(LakeError) {
    var status = stat()
    guard stat(folder + "/" + name, &status) == 0 else {
      throw LakeError(.tableFailed, "\(table): \(folder)/\(name), which was to hold its rows, is not there")
    }
    self.init(path: name, size: Int64(status.st_size), modificationTime: 0)
  }
}

/// Folders of partitions as the embedded engine names them.
enum PartitionFolder {
  static func name(_ column: String, _ value: String?) -> String {
    let text = value.flatMap { $0.isEmpty ? nil : escaped($0) }
    return "\(escaped(column))=\(text ?? "__HIVE_DEFAULT_PARTITION__")"
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain || "_.~-".utf8.contains(byte)
        ? String(Unicode.Scalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
