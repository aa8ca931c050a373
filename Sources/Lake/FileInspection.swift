import Engine
import Foundation
import Project
import Records

/// What a file turned out to hold.
struct FileContents {
  var columns: [String]
  /// Good and bad ones.
  var records: Int64
  var faults: [QuarantinedRecord] = []
  var blocks: [RecordBlock] = []
  /// The file in UTF-8, where it came in another encoding.
  var transcoded: [UInt8]?
  /// What the values of each column look like, for telling a retyped column.
  var kinds: [String: ColumnKind] = [:]
}

/// A record that is no row, as it goes to quarantine.
struct QuarantinedRecord {
  let record: Int64
  let reason: String
  /// The record's text, invalid bytes replaced, cut at 64 KB.
  let text: String

  static let longestText = 65_536
}

/// Reads a file once and says what is in it; throws when it cannot be taken as a file of its source at all.
struct FileInspection {
  let session: LakeSession
  let source: SourceDefinition
  let name: String
  let mapped: MappedFile

  func inspect() throws -> FileContents {
    guard !mapped.bytes.isEmpty else {
      throw LakeError("FileEmpty", "\(name) is empty; deliver the file again, or remove it")
    }
    switch source.format {
    case .parquet: return try inspectParquet()
    case .csv, .jsonl: return try inspectText()
    }
  }

  /// The same of a text file's beginning, for its columns alone.
  func inspect(beginning: UnsafeRawBufferPointer) throws -> FileContents {
    guard source.encoding != .utf8 else { return try inspect(beginning) }
    return try transcode(beginning).withUnsafeBytes { try inspect($0) }
  }

  // MARK: Text

  private func inspectText() throws -> FileContents {
    guard source.encoding != .utf8 else { return try inspect(mapped.bytes) }
    let transcoded = transcode(mapped.bytes)
    var contents = try transcoded.withUnsafeBytes { try inspect($0) }
    contents.transcoded = transcoded
    return contents
  }

  /// What cannot be decoded becomes a byte that is no UTF-8, so that its record is quarantined.
  private func transcode(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let encoding: TextEncoding =
      switch source.encoding {
      case .utf8, .latin1: .latin1
      case .windows1252: .windows1252
      case .utf16LittleEndian: .utf16LittleEndian
      case .utf16BigEndian: .utf16BigEndian
      }
    var transcoder = Transcoder(encoding)
    var output: [UInt8] = []
    transcoder.transcode(bytes, into: &output)
    transcoder.finish(into: &output)
    return output
  }

  private func inspect(_ bytes: UnsafeRawBufferPointer) throws -> FileContents {
    do {
      return source.format == .csv ? try inspectCSV(bytes) : try inspectJSONLines(bytes)
    } catch let error as RecordsError {
      // The file's fault and not the step's: the files after it are loaded all the same.
      throw LakeError("FileUnreadable", "\(name): \(error)")
    }
  }

  private func inspectCSV(_ bytes: UnsafeRawBufferPointer) throws -> FileContents {
    let scan = try CSVScanner.scan(bytes, dialect: source.dialect, expectedFields: source.columns?.count)
    let columns = try source.columns ?? header(scan)
    if source.hasHeader, let declared = source.columns, let found = scan.header, found != declared {
      throw LakeError(
        "ColumnsWrong",
        "\(name): the header is \(found.joined(separator: ", ")), and project.yml says \(declared.joined(separator: ", "))"
      )
    }
    var contents = FileContents(columns: columns, records: scan.records, blocks: scan.blocks)
    contents.faults = scan.faults.map { fault in
      QuarantinedRecord(
        record: fault.record, reason: fault.reason.text, text: text(bytes, fault.byteOffset, fault.byteCount))
    }
    contents.kinds = ColumnKind.sample(bytes, dialect: source.dialect, blocks: scan.blocks, columns: columns)
    return contents
  }

  private func header(_ scan: FileScan) throws -> [String] {
    guard let header = scan.header else {
      throw LakeError(
        "ColumnsWrong", "\(name) has no header; name the columns of source “\(source.name)” in project.yml")
    }
    for (index, column) in header.enumerated() {
      let isPlain = !column.isEmpty && !column.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
      guard isPlain else {
        throw LakeError("ColumnsWrong", "\(name): column \(index + 1) of the header has no usable name")
      }
      guard header.firstIndex(of: column) == index else {
        throw LakeError("ColumnsWrong", "\(name): the header names “\(column)” twice")
      }
    }
    return header
  }

  private func text(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ count: Int) -> String {
    let range = offset..<min(offset + min(count, QuarantinedRecord.longestText), bytes.count)
    return String(decoding: bytes[range], as: UTF8.self)
  }

  // MARK: JSON lines

  /// The scan finds the lines; the engine, which has a whole JSON parser, finds out which of them are objects.
  private func inspectJSONLines(_ bytes: UnsafeRawBufferPointer) throws -> FileContents {
    let scan = try JSONLinesScanner.scan(bytes, maxRecordBytes: source.maxRecordBytes)
    let file = BronzeFile(
      bytes: bytes, owner: mapped, dialect: source.dialect, blocks: scan.blocks, columns: [], name: name, ingestedAt: 0,
      execution: "")
    let rows = BronzeRows(
      sourceColumns: ["_line"], files: [file], isJSONLines: true, estimatedRows: Int(scan.records))
    try session.connection.register(rows, name: "assay_inspected_lines")
    defer { session.connection.unregister(name: "assay_inspected_lines") }
    let keys = try session.connection.query(
      """
      SELECT key, min(position) FROM (
        SELECT unnest(json_keys(_line)) AS key, generate_subscripts(json_keys(_line), 1) AS position
        FROM assay_inspected_lines() WHERE \(Self.isObject)) GROUP BY key ORDER BY 2, 1
      """)
    let broken = try session.connection.query(
      "SELECT _record, left(_line, \(QuarantinedRecord.longestText)) FROM assay_inspected_lines() WHERE NOT \(Self.isObject) ORDER BY 1"
    )
    var contents = FileContents(
      columns: keys.rows.compactMap { $0[0].textValue }, records: scan.records, blocks: scan.blocks)
    contents.faults = scan.faults.map { fault in
      QuarantinedRecord(
        record: fault.record, reason: fault.reason.text, text: text(bytes, fault.byteOffset, fault.byteCount))
    }
    contents.faults += broken.rows.map {
      QuarantinedRecord(record: $0[0].intValue ?? 0, reason: "not a JSON object", text: $0[1].textValue ?? "")
    }
    return contents
  }

  static let isObject = "coalesce(json_valid(_line) AND json_type(_line) = 'OBJECT', false)"

  // MARK: Parquet

  private func inspectParquet() throws -> FileContents {
    let stored = session.workspace.filesPath(source) + "/.inspect-\(UUID().uuidString).parquet"
    // The engine may read inside the lake only, so it looks at a copy there.
    try StoredFile.write(mapped.bytes, to: stored)
    defer { unlink(stored) }
    do {
      // A folder named like “env=dev” above the lake is no column.
      let file = "read_parquet(\(Quote.text(Glob.escaped(stored))), hive_partitioning = false)"
      let columns = try session.connection.query("DESCRIBE SELECT * FROM \(file)").rows
        .map { (name: $0[0].displayText, type: $0[1].displayText) }
      // Reading every value finds a damaged page now and not in the middle of a build.
      let counts = columns.map { "count(\(Quote.name($0.name)))" }.joined(separator: ", ")
      let row = try session.connection.query("SELECT count(*), \(counts) FROM \(file)").rows[0]
      var contents = FileContents(columns: columns.map(\.name), records: row[0].intValue ?? 0)
      contents.kinds = Dictionary(columns.map { ($0.name, ColumnKind(parquetType: $0.type)) }) { first, _ in first }
      return contents
    } catch let error as EngineError {
      throw LakeError("FileUnreadable", "\(name) is no whole Parquet file: \(error)")
    }
  }
}
