import Clocks
import Engine
import Lake
import Records

/// Malformed records as rows for the engine.
struct FaultRowSource: RowSource {
  let faults: FaultRows

  init(_ faults: FaultRows) { self.faults = faults }

  let columns = [
    RowSourceColumn(name: "reason", kind: .text), RowSourceColumn(name: "record", kind: .int64),
    RowSourceColumn(name: "line", kind: .text),
  ]
  var estimatedRows: Int { faults.blocks.saturatingSum { Int(clamping: $0.faults) } }
  let maximumThreads = 1

  func makeScan(projection: [Int]) throws -> any RowScan { FaultScan(rows: faults, projection: projection) }
}

private struct FaultScan: RowScan {
  let rows: FaultRows
  let projection: [Int]
  func makeCursor() throws -> any RowCursor { FaultCursor(rows: rows, projection: projection) }
}

private final class FaultCursor: RowCursor {
  private let rows: FaultRows
  private let projection: [Int]
  private var blocks: ArraySlice<RecordBlock>
  private var reader: FaultReader?

  init(rows: FaultRows, projection: [Int]) {
    self.rows = rows
    self.projection = projection
    blocks = rows.blocks[...]
  }

  func fill(_ chunk: inout RowChunk) throws -> Int {
    var row = 0
    while row < RowChunk.capacity, let fault = next() {
      for (column, index) in projection.enumerated() {
        switch index {
        case 0: Self.set(fault.reason.text, column, row, &chunk)
        case 1: chunk.setInt64(column, row, fault.record)
        default: Self.set(rows.text(fault), column, row, &chunk)
        }
      }
      row += 1
    }
    return row
  }

  private func next() -> RecordFault? {
    while true {
      if let fault = reader?.next() { return fault }
      guard let block = blocks.popFirst() else { return nil }
      reader = rows.reader(block)
    }
  }

  private static func set(_ text: String, _ column: Int, _ row: Int, _ chunk: inout RowChunk) {
    var text = text
    text.withUTF8 { chunk.setText(column, row, copying: UnsafeRawBufferPointer($0)) }
  }
}
