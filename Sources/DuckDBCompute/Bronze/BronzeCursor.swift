import Deliveries
import Engine
import Records

/// The reader of one engine thread: takes block after block, and fills chunks with the good records.
final class BronzeCursor: RowCursor {
  private let scan: BronzeScan
  /// Fields with escapes live here until the statement is over.
  private let arena = FieldArena()
  private var fields: [FieldSlice] = []
  private var current: BlockReader?

  init(scan: BronzeScan) { self.scan = scan }

  func fill(_ chunk: inout RowChunk) throws -> Int {
    var row = 0
    while row < RowChunk.capacity, var reader = try nextReader() {
      // Out of the object while it reads: a value that only this loop holds is never copied or counted.
      current = nil
      row = reader.fill(&chunk, from: row, using: &fields)
      if reader.isAtEnd { reader.opened.release(reader.block) } else { current = reader }
    }
    return row
  }

  private func nextReader() throws -> BlockReader? {
    if let current { return current }
    guard let work = scan.takeWork() else { return nil }
    return BlockReader(
      scan.rows.files[work.file], try scan.open(work.file), work.block,
      layout: RowLayout(scan, scan.rows.files[work.file]), arena: arena,
      members: scan.rows.isJSONLines ? scan.rows.members(of: scan.rows.files[work.file]) : nil)
  }
}

/// Where the columns of a chunk come from, for the rows of one file.
private struct RowLayout {
  /// Columns filled from a field of the record.
  var fields: [(column: Int, field: Int)] = []
  /// Columns of the source that this file does not have.
  var absent: [Int] = []
  /// The column of operations, where this file does not have it.
  var inserts: [Int] = []
  var file: [Int] = []
  var record: [Int] = []
  var ingestedAt: [Int] = []
  var execution: [Int] = []

  init(_ scan: BronzeScan, _ file: BronzeFile) {
    let source = scan.rows.sourceColumns
    let names = scan.rows.names
    let places = Dictionary(file.columns.enumerated().map { (names.key($1), $0) }) { first, _ in first }
    let operation = scan.rows.operation.map(ColumnNames.folded)
    for (column, index) in scan.projection.enumerated() {
      switch index - source.count {
      case ..<0:
        let key = ColumnNames.folded(source[index])
        if let field = places[key] {
          // A line is cut into the columns of the source, whatever members its file has.
          fields.append((column, scan.rows.isJSONLines ? index : field))
        } else if key == operation {
          inserts.append(column)
        } else {
          absent.append(column)
        }
      case 0: self.file.append(column)
      case 1: record.append(column)
      case 2: ingestedAt.append(column)
      default: execution.append(column)
      }
    }
  }
}

/// The good records of one block, in order.
private struct BlockReader {
  let file: BronzeFile
  let opened: BronzeFile.Opened
  let block: RecordBlock
  private let layout: RowLayout
  private var csv: CSVRecordReader?
  private var lines: JSONLinesReader?
  private var splitter: JSONFieldSplitter?
  private(set) var isAtEnd = false

  /// - Parameter members: of JSON lines, what becomes columns; nil for CSV.
  init(
    _ file: BronzeFile, _ opened: BronzeFile.Opened, _ block: RecordBlock, layout: RowLayout, arena: FieldArena,
    members: BronzeRows.Members?
  ) {
    self.file = file
    self.opened = opened
    self.block = block
    self.layout = layout
    if let members {
      splitter = JSONFieldSplitter(
        members: members.places, count: members.count, nullTokens: file.dialect.nullTokens, arena: arena)
      lines = JSONLinesReader(
        bytes: opened.bytes, block: block, maxRecordBytes: file.dialect.maxRecordBytes,
        mayDouble: members.mayDouble)
    } else {
      csv = CSVRecordReader(
        bytes: opened.bytes, dialect: file.dialect, block: block, fieldCount: file.columns.count, arena: arena)
    }
  }

  /// The letter of an insert, where it never moves.
  private static var insert: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: ("I" as StaticString).utf8Start, count: 1)
  }

  /// Fills rows from `first` on, until the chunk is full or the block is read; gives the row after the last.
  mutating func fill(_ chunk: inout RowChunk, from first: Int, using fields: inout [FieldSlice]) -> Int {
    if var reader = csv {
      csv = nil
      defer { csv = reader }
      return fill(&chunk, from: first, using: &fields) { fields in reader.next(&fields) ? reader.record : nil }
    }
    guard var reader = lines, var splitter else { return first }
    (lines, self.splitter) = (nil, nil)
    defer { (lines, self.splitter) = (reader, splitter) }
    return fill(&chunk, from: first, using: &fields) { fields in
      guard let line = reader.next() else { return nil }
      splitter.split(line, into: &fields)
      return reader.record
    }
  }

  @inline(__always)
  private mutating func fill(
    _ chunk: inout RowChunk, from first: Int, using fields: inout [FieldSlice],
    next: (inout [FieldSlice]) -> Int64?
  ) -> Int {
    var row = first
    while row < RowChunk.capacity {
      guard let record = next(&fields) else {
        isAtEnd = true
        break
      }
      fields.withUnsafeBufferPointer { write(row, record, $0, into: &chunk) }
      row += 1
    }
    return row
  }

  @inline(__always)
  private func write(_ row: Int, _ record: Int64, _ fields: UnsafeBufferPointer<FieldSlice>, into chunk: inout RowChunk)
  {
    for (column, place) in layout.fields {
      if place < fields.count, !fields[place].isNull {
        chunk.setText(column, row, borrowed: fields[place].bytes)
      } else {
        chunk.setNull(column, row)
      }
    }
    for column in layout.absent { chunk.setNull(column, row) }
    for column in layout.inserts { chunk.setText(column, row, borrowed: Self.insert) }
    for column in layout.file { chunk.setText(column, row, borrowed: file.nameBytes) }
    for column in layout.record { chunk.setInt64(column, row, record) }
    for column in layout.ingestedAt { chunk.setInt64(column, row, file.ingestedAt) }
    for column in layout.execution { chunk.setText(column, row, borrowed: file.executionBytes) }
  }
}
