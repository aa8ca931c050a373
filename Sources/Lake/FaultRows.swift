import Engine
import Synchronization

/// Malformed records as rows for the engine; their text is whatever came, so it never stands in SQL.
struct FaultRows: RowSource {
  let faults: [QuarantinedRecord]

  let columns = [
    RowSourceColumn(name: "reason", kind: .text), RowSourceColumn(name: "record", kind: .int64),
    RowSourceColumn(name: "line", kind: .text),
  ]
  var estimatedRows: Int { faults.count }
  let maximumThreads = 1

  func makeScan(projection: [Int]) throws -> any RowScan { FaultScan(faults: faults, projection: projection) }
}

private struct FaultScan: RowScan {
  let faults: [QuarantinedRecord]
  let projection: [Int]
  func makeCursor() throws -> any RowCursor { FaultCursor(faults: faults, projection: projection) }
}

private final class FaultCursor: RowCursor {
  private let faults: [QuarantinedRecord]
  private let projection: [Int]
  private var next = 0

  init(faults: [QuarantinedRecord], projection: [Int]) {
    self.faults = faults
    self.projection = projection
  }

  func fill(_ chunk: inout RowChunk) throws -> Int {
    let count = min(RowChunk.capacity, faults.count - next)
    for row in 0..<count {
      let fault = faults[next + row]
      for (column, index) in projection.enumerated() {
        switch index {
        case 0: Self.set(fault.reason, column, row, &chunk)
        case 1: chunk.setInt64(column, row, fault.record)
        default: Self.set(fault.text, column, row, &chunk)
        }
      }
    }
    next += count
    return count
  }

  private static func set(_ text: String, _ column: Int, _ row: Int, _ chunk: inout RowChunk) {
    var text = text
    text.withUTF8 { chunk.setText(column, row, copying: UnsafeRawBufferPointer($0)) }
  }
}
