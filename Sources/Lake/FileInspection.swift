import Engine
import Project
import Records

/// Reads a file once and says what is in it; throws when it cannot be taken as a file of its source at all.
struct FileInspection {
  let session: LakeSession
  let source: SourceDefinition
  let name: String

  func inspect(_ file: IncomingCopy) throws -> FileContents {
    guard !file.bytes.bytes.isEmpty else {
      throw LakeError("FileEmpty", "\(name) is empty; deliver the file again, or remove it")
    }
    guard source.format != .parquet else { return try inspectParquet(file.pending.path) }
    guard let encoding = source.encoding.transcoded else { return try inspect(file.bytes.bytes, owner: file.bytes) }
    let transcoded = try PendingFile(in: session.workspace.pendingPath(source))
    try Transcoding(from: encoding).run(file.bytes.bytes, into: transcoded)
    let mapped = try transcoded.map()
    var contents = try inspect(mapped.bytes, owner: mapped)
    contents.transcoded = transcoded
    return contents
  }

  /// The columns of a text file, from its beginning.
  func columns(inBeginning bytes: [UInt8]) throws -> [String] {
    let text = source.encoding.transcoded.map { Transcoding(from: $0).utf8(bytes) } ?? bytes
    return try text.withUnsafeBytes { try inspect($0, owner: text).columns }
  }

  private func inspect(_ bytes: UnsafeRawBufferPointer, owner: any Sendable) throws -> FileContents {
    do {
      return source.format == .csv ? try inspectCSV(bytes, owner) : try inspectJSONLines(bytes, owner)
    } catch let error as RecordsError {
      // The file's fault and not the step's: the files after it are loaded all the same.
      throw LakeError("FileUnreadable", "\(name): \(error)")
    }
  }

  private func inspectCSV(_ bytes: UnsafeRawBufferPointer, _ owner: any Sendable) throws -> FileContents {
    let mapped = owner as? MappedFile
    let (scan, declared) = try scanCSV(bytes, mapped)
    let columns = try agreed(declared, scan)
    var contents = FileContents(columns: columns, records: scan.records, blocks: scan.blocks)
    contents.types = sampledTypes(bytes, scan.blocks, columns)
    contents.faults = faults(bytes, owner, scan, fieldCount: scan.fieldCount)
    return contents
  }

  /// The header's columns, which must be the declared ones; the operation of a change feed may be missing.
  private func agreed(_ declared: [String]?, _ scan: FileScan) throws -> [String] {
    guard let declared else { return try header(scan) }
    guard source.hasHeader, let found = scan.header, found != declared else { return declared }
    if found == source.columnsWithoutOperation { return found }
    throw LakeError(
      "ColumnsWrong",
      "\(name): the header is \(found.joined(separator: ", ")), and project.yml says \(declared.joined(separator: ", "))"
    )
  }

  /// The kinds of a text file's columns.
  func sampledTypes(_ bytes: UnsafeRawBufferPointer, _ blocks: [RecordBlock], _ columns: [String]) -> [String: String] {
    BronzeFile.kinds(bytes, source: source, blocks: blocks, columns: columns).mapValues(\.rawValue)
  }

  private func header(_ scan: FileScan) throws -> [String] {
    guard let header = scan.header else {
      throw LakeError(
        "ColumnsWrong", "\(name) has no header; name the columns of source “\(source.name)” in project.yml")
    }
    // The engine does not tell names apart by case.
    let names = header.map { $0.lowercased() }
    for (index, column) in header.enumerated() {
      let isPlain = !column.isEmpty && !column.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
      guard isPlain else {
        throw LakeError("ColumnsWrong", "\(name): column \(index + 1) of the header has no usable name")
      }
      guard names.firstIndex(of: names[index]) == index else {
        throw LakeError("ColumnsWrong", "\(name): the header names “\(column)” twice")
      }
    }
    return header
  }

  /// - Parameter fieldCount: nil for JSON lines.
  func faults(
    _ bytes: UnsafeRawBufferPointer, _ owner: any Sendable, _ scan: FileScan, fieldCount: Int?
  ) -> FileFaults {
    let rows = FaultRows(
      bytes: bytes, owner: owner, dialect: source.dialect, fieldCount: fieldCount,
      blocks: scan.blocks.filter { $0.faults > 0 })
    return FileFaults(scanned: rows, count: scan.faults)
  }

  /// An error of the engine's while it looks at a file: the file's fault, unless the engine or the disk is what fails.
  func fault(_ error: EngineError, _ what: String) -> any Error {
    guard case .query(let failure) = error else { return error }
    switch failure.kind {
    case .interrupted, .fatal, .diskFull: return error
    default: return LakeError("FileUnreadable", "\(name) \(what): \(error)")
    }
  }
}
