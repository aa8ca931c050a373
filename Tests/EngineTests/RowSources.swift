import Engine
import Foundation
import Synchronization

/// Rows 0, 1, 2 … with a text of the number in many lengths; every seventh text is null.
struct NumberedRows: RowSource {
  final class Log: Sendable {
    let projections = Mutex<[[Int]]>([])
    let cursors = Mutex(0)
  }

  var count: Int
  var threads = 1
  var copies = false
  /// Interrupted at the second chunk, so that a test needs no clock.
  var interrupting: Connection?
  let log = Log()

  let columns = [RowSourceColumn(name: "number", kind: .int64), RowSourceColumn(name: "text", kind: .text)]
  var estimatedRows: Int { count }
  var maximumThreads: Int { threads }

  static func text(_ row: Int) -> String { "r\(row)" + String(repeating: "ü", count: row % 9) }

  func makeScan(projection: [Int]) throws -> any RowScan {
    log.projections.withLock { $0.append(projection) }
    return Scan(source: self, projection: projection)
  }

  final class Scan: RowScan {
    let source: NumberedRows
    let projection: [Int]
    private let next = Atomic<Int>(0)

    init(source: NumberedRows, projection: [Int]) {
      self.source = source
      self.projection = projection
    }

    func makeCursor() -> any RowCursor {
      source.log.cursors.withLock { $0 += 1 }
      return Cursor(scan: self)
    }

    func nextRows() -> Range<Int> {
      let from = next.add(1000, ordering: .relaxed).oldValue
      if from > 0 { source.interrupting?.interrupt() }
      return min(from, source.count)..<min(from + 1000, source.count)
    }
  }

  final class Cursor: RowCursor {
    let scan: Scan
    /// Keeps lent bytes in place until the statement ends.
    private var lent: [UnsafeMutableRawBufferPointer] = []

    init(scan: Scan) { self.scan = scan }
    deinit { lent.forEach { $0.deallocate() } }

    func fill(_ chunk: inout RowChunk) throws -> Int {
      let rows = scan.nextRows()
      for (place, column) in scan.projection.enumerated() {
        for (index, row) in rows.enumerated() {
          if column == 0 { chunk.setInt64(place, index, Int64(row)) } else { setText(row, place, index, &chunk) }
        }
      }
      return rows.count
    }

    private func setText(_ row: Int, _ place: Int, _ index: Int, _ chunk: inout RowChunk) {
      if row % 7 == 0 { return chunk.setNull(place, index) }
      var text = NumberedRows.text(row)
      if scan.source.copies {
        text.withUTF8 { chunk.setText(place, index, copying: UnsafeRawBufferPointer($0)) }
      } else {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
        bytes.copyBytes(from: text.utf8)
        lent.append(bytes)
        chunk.setText(place, index, borrowed: UnsafeRawBufferPointer(bytes))
      }
    }
  }
}

/// A source of one text column that breaks one rule.
struct FaultyRows: RowSource {
  enum Fault: Sendable { case scan, cursor, fill, tooMany, negative, column, row, kind, null, forgets }
  struct Broken: Error, CustomStringConvertible { let description: String }

  let fault: Fault
  let columns = [RowSourceColumn(name: "x", kind: .text)]
  let estimatedRows = -5
  let maximumThreads = 0

  func makeScan(projection: [Int]) throws -> any RowScan {
    if fault == .scan { throw Broken(description: "the file is gone") }
    return Scan(fault: fault)
  }

  struct Scan: RowScan {
    let fault: Fault
    func makeCursor() throws -> any RowCursor {
      if fault == .cursor { throw Broken(description: "no cursor for you") }
      return Cursor(fault: fault)
    }
  }

  final class Cursor: RowCursor {
    let fault: Fault
    private var isDone = false
    init(fault: Fault) { self.fault = fault }

    func fill(_ chunk: inout RowChunk) throws -> Int {
      if isDone { return 0 }
      isDone = true
      let empty = UnsafeRawBufferPointer(start: nil, count: 0)
      switch fault {
      case .scan, .cursor, .forgets: break
      case .fill: throw Broken(description: "record 7 cannot be read")
      case .tooMany: return 2049
      case .negative: return -1
      case .column: chunk.setText(5, 0, borrowed: empty)
      case .row: chunk.setText(0, 2048, copying: empty)
      case .kind: chunk.setInt64(0, 0, 1)
      case .null: chunk.setNull(-1, 0)
      }
      return 10
    }
  }
}
