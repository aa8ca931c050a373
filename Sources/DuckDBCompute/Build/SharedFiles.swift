import DeltaLog
import Foundation
import Lake
import Words

/// What another engine wrote for a table: files in the table's layout, where it put them, and rows that are to be decided on, in
/// a folder of this machine. All of it goes with this, but for what became the table's.
final class SharedFiles {
  private let table: TableName
  private let folder: String
  /// Of the rows to decide on.
  private let columns: [DeltaField]
  private let session: DuckDBSession
  private var rest: [String] = []
  private var files: [(file: WrittenRows.File, size: Int64)] = []
  private var place: (any SharedPlace)?

  init(table: TableName, folder: String, columns: [DeltaField], session: DuckDBSession) {
    (self.table, self.folder, self.columns, self.session) = (table, folder, columns, session)
  }

  deinit {
    place?.discard()
    // What stays is swept by the next worker.
    try? FileManager.default.removeItem(atPath: folder)
  }

  func take(_ rows: WrittenRows) throws(LakeError) {
    let place = try place(rows.place)
    self.place = place
    for name in rows.rest { _ = try AddFile(shared: name, in: folder, for: table) }
    rest = rows.rest
    let sizes = try place.sizes(of: rows.files.map(\.name))
    files = zip(rows.files, sizes).map { (file: $0, size: $1) }
  }

  private func place(_ place: WrittenRows.Place) throws(LakeError) -> any SharedPlace {
    switch place {
    case .folder(let folder): return SharedFolder(table: table, folder: folder)
    case .objects(let folder):
      let scratch = try session.spillFile("ends-\(UUID().uuidString.lowercased())")
      try session.workspace.makeFolder(scratch)
      return SharedObjects(table: table, store: session.workspace.store, folder: folder, scratch: scratch)
    }
  }

  /// A SELECT over the rows to decide on.
  var decidable: String {
    get throws {
      let files = try rest.map { try AddFile(shared: $0, in: folder, for: table) }
      return DeltaRelation(
        tablePath: folder, schema: DeltaSchema(fields: columns), partitionColumns: [], files: files
      ).sql
    }
  }

  /// Makes the files the table's, under names as `writer` gives them, and says what is in them. Where it throws none is left.
  func adopt(by writer: ParquetWriter) throws -> [AddFile] {
    guard let place, !files.isEmpty else { return [] }
    let ends = try place.ends(of: files.map { (name: $0.file.name, size: $0.size) })
    let footers = try SharedFooters(writer: writer, table: table, paths: ends)
    var adopted: [(name: String, add: AddFile)] = []
    for ((file, size), end) in zip(files, ends) {
      guard let contents = footers.contents(of: end) else { continue }
      adopted.append((name: file.name, add: add(file, size, contents, writer)))
    }
    try place.move(adopted.map { (name: $0.name, path: $0.add.fullPath(in: writer.tablePath)) })
    return adopted.map(\.add)
  }

  private func add(
    _ file: WrittenRows.File, _ size: Int64, _ contents: SharedFooters.Contents, _ writer: ParquetWriter
  ) -> AddFile {
    let parts = writer.partitionColumns.map { PartitionFolder.name($0, file.partition[$0] ?? nil) }
    let folder = ([writer.tablePath] + parts).joined(separator: "/")
    let copied = CopiedFile(
      filename: "\(folder)/part-\(UUID().uuidString.lowercased()).parquet", count: contents.rows, sizeBytes: size,
      columnStatistics: contents.statistics, partitionKeys: file.partition)
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
