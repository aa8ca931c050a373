import Engine
import Records

/// The reader of one engine thread: takes block after block, and fills chunks with the good records.
final class BronzeCursor: RowCursor {
  private let scan: BronzeScan
  private let rows: BronzeRows
  /// Fields with escapes live here until the statement is over.
  private let arena = FieldArena()
  private var fields: [FieldSlice] = []
  private var current: Current?

  private struct Current {
    let file: BronzeFile
    var csv: CSVRecordReader?
    var lines: JSONLinesReader?
    /// For each projected column, the field it comes from; nil where the file has no such column.
    let fields: [Int?]
  }

  init(scan: BronzeScan) {
    self.scan = scan
    rows = scan.rows
  }

  func fill(_ chunk: inout RowChunk) throws -> Int {
    var row = 0
    while row < RowChunk.capacity {
      if current == nil {
        guard let work = scan.takeWork() else { break }
        current = open(work)
      }
      if next() {
        write(row, into: &chunk)
        row += 1
      } else {
        current = nil
      }
    }
    return row
  }

  private func open(_ work: BronzeScan.Work) -> Current {
    let file = rows.files[work.file]
    if rows.isJSONLines {
      let reader = JSONLinesReader(
        bytes: file.bytes, block: work.block, maxRecordBytes: file.dialect.maxRecordBytes)
      return Current(file: file, csv: nil, lines: reader, fields: scan.projection.map { _ in 0 })
    }
    let places = Dictionary(file.columns.enumerated().map { ($1, $0) }) { first, _ in first }
    let fields = scan.projection.map { $0 < rows.sourceColumns.count ? places[rows.sourceColumns[$0]] : nil }
    let reader = CSVRecordReader(
      bytes: file.bytes, dialect: file.dialect, block: work.block, fieldCount: file.columns.count, arena: arena)
    return Current(file: file, csv: reader, lines: nil, fields: fields)
  }

  private func next() -> Bool {
    if rows.isJSONLines {
      guard let line = current?.lines?.next() else { return false }
      fields = [line]
      return true
    }
    return current?.csv?.next(&fields) ?? false
  }

  private func write(_ row: Int, into chunk: inout RowChunk) {
    guard let current else { return }
    let record = current.csv?.record ?? current.lines?.record ?? 0
    for (column, index) in scan.projection.enumerated() {
      switch index - rows.sourceColumns.count {
      case ..<0: write(current.fields[column], column, row, into: &chunk)
      case 0: chunk.setText(column, row, borrowed: current.file.nameBytes)
      case 1: chunk.setInt64(column, row, record)
      case 2: chunk.setInt64(column, row, current.file.ingestedAt)
      default: chunk.setText(column, row, borrowed: current.file.executionBytes)
      }
    }
  }

  private func write(_ field: Int?, _ column: Int, _ row: Int, into chunk: inout RowChunk) {
    guard let field, field < fields.count, !fields[field].isNull else { return chunk.setNull(column, row) }
    chunk.setText(column, row, borrowed: fields[field].bytes)
  }
}
