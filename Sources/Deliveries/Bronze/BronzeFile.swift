import Clocks
import Foundation
import JSON
import Lake
import Ledger
import Project
import Records

/// One loaded file as the engine reads it: its bytes, its dialect, and where its blocks begin.
package struct BronzeFile: @unchecked Sendable {  // the bytes are read only, and their owner lives as long as the value
  package let dialect: CSVDialect
  package let blocks: [RecordBlock]
  package let columns: [String]
  /// Microseconds since 1970.
  package let ingestedAt: Int64
  /// Texts that every row lends to the engine.
  private let name: LentText
  private let execution: LentText
  private let place: Place

  private enum Place {
    /// Bytes that are there, and what keeps them in place.
    case memory(UnsafeRawBufferPointer, owner: any Sendable)
    case stored(path: String, table: String, workspace: Workspace)
  }

  /// The file's bytes, and what keeps them in place.
  package struct Opened: @unchecked Sendable {  // the bytes are read only
    package let bytes: UnsafeRawBufferPointer
    fileprivate let owner: any Sendable

    /// Lets the system take back the memory of a block that was read. Texts lent to the engine stay readable.
    package func release(_ block: RecordBlock) { (owner as? MappedFile)?.release(block) }
  }

  package init(
    bytes: UnsafeRawBufferPointer, owner: any Sendable, dialect: CSVDialect, blocks: [RecordBlock], columns: [String],
    name: String, ingestedAt: Int64, execution: String
  ) {
    place = .memory(bytes, owner: owner)
    self.dialect = dialect
    self.blocks = blocks
    self.columns = columns
    self.name = LentText(name)
    self.ingestedAt = ingestedAt
    self.execution = LentText(execution)
  }

  /// A file of the lake, which is opened when it is read.
  package init(_ manifest: ManifestRecord, source: SourceDefinition, in workspace: Workspace) {
    place = .stored(
      path: workspace.readablePath(manifest), table: source.table.description, workspace: workspace)
    dialect = SourceReadingSettings.dialect(manifest.reading) ?? source.dialect
    blocks = (manifest.blocks.arrayValue ?? []).compactMap(RecordBlock.init(json:))
    columns = manifest.columns
    name = LentText(manifest.name)
    ingestedAt = Int64(saturating: manifest.ingestedAt.timeIntervalSince1970 * 1_000_000)
    execution = LentText(manifest.execution.rawValue)
  }

  package func open() throws(LakeError) -> Opened {
    switch place {
    case .memory(let bytes, let owner): return Opened(bytes: bytes, owner: owner)
    case .stored(let path, let table, _):
      guard access(path, F_OK) == 0 else {
        throw LakeError(
          .fileMissing,
          "\(path) is gone from the lake; take it in again, as long as it is in incoming: assay run --table \(table)")
      }
      let file = try MappedFile(path: path)
      guard isWhole(file.bytes.count) else {
        throw LakeError(
          .fileUnreadable,
          "\(path) has \(file.bytes.count) bytes, fewer than were loaded; remove it and, as long as the file is in incoming, "
            + "take it in again: assay run --table \(table)")
      }
      return Opened(bytes: file.bytes, owner: file)
    }
  }

  /// Whether all that was scanned can be there. A copy of a lake that was cut off holds some files by half.
  private func isWhole(_ count: Int) -> Bool {
    blocks.allSatisfy { block in
      block.byteOffset >= 0 && block.byteCount >= 0 && block.byteOffset.saturatingAdd(block.byteCount) <= count
    }
  }

  /// Sees to it that files of the lake can be opened here, all of them together.
  package static func bring(_ files: [BronzeFile]) throws(LakeError) {
    var paths: [String] = []
    var place: Workspace?
    for case .stored(let path, _, let workspace) in files.map(\.place) where workspace.isInBucket {
      paths.append(path)
      place = workspace
    }
    try place?.bring(paths)
  }

  package var nameBytes: UnsafeRawBufferPointer { name.bytes }
  package var executionBytes: UnsafeRawBufferPointer { execution.bytes }
}

extension BronzeFile {
  /// What the columns of a text file look like, by the first records of its blocks.
  static func kinds(
    _ bytes: UnsafeRawBufferPointer, source: SourceDefinition, blocks: [RecordBlock], columns: [String]
  ) -> [String: ValueKind] {
    var kinds = columns.map { _ in ValueKind.empty }
    var splitter = JSONFieldSplitter(columns: columns, nullTokens: source.nullValues, arena: FieldArena())
    for (index, block) in blocks.enumerated() {
      let records = ValueKind.sampled(inBlock: index)
      guard source.format == .jsonl else {
        var reader = CSVRecordReader(bytes: bytes, dialect: source.dialect, block: block, fieldCount: columns.count)
        ValueKind.widen(&kinds, records: records) { reader.next(&$0) }
        continue
      }
      var lines = JSONLinesReader(bytes: bytes, block: block, maxRecordBytes: source.maxRecordBytes)
      ValueKind.widen(&kinds, records: records) { fields in
        guard let line = lines.next() else { return false }
        splitter.split(line, into: &fields)
        return true
      }
    }
    return Dictionary(zip(columns, kinds)) { first, _ in first }
  }
}

/// A text at a fixed place in memory, for the engine to read while a statement runs.
private final class LentText: @unchecked Sendable {  // written once, before anybody else sees it
  let bytes: UnsafeRawBufferPointer

  init(_ text: String) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.utf8.count), alignment: 1)
    copy.copyBytes(from: text.utf8)
    bytes = UnsafeRawBufferPointer(rebasing: copy.prefix(text.utf8.count))
  }

  deinit { bytes.deallocate() }
}

extension SourceDefinition {
  package var dialect: CSVDialect {
    var dialect = CSVDialect()
    dialect.delimiter = delimiter
    dialect.quote = quote
    dialect.escape = escape
    dialect.hasHeader = hasHeader
    dialect.nullTokens = nullValues
    dialect.maxRecordBytes = maxRecordBytes
    return dialect
  }
}

extension RecordBlock {
  /// Offset, length, first record, and the two numbers of the quote recovery.
  package var json: JSONValue {
    [.int(byteOffset), .int(byteCount), .int(firstRecord), .int(recovery.end), .int(recovery.looks)]
  }

  package init?(json: JSONValue) {
    let parts = (json.arrayValue ?? []).compactMap(\.intValue)
    guard parts.count == 5 else { return nil }
    self.init(
      byteOffset: Int(parts[0]), byteCount: Int(parts[1]), firstRecord: parts[2],
      recovery: QuoteRecovery(end: Int(parts[3]), looks: Int(parts[4])))
  }
}
