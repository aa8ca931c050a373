import Deliveries
import Engine
import Foundation
import Records
import Synchronization

/// Loaded text files as rows for the engine: the columns of all of them, and where each row comes from. Bytes are lent to
/// the engine where they lie in the mapped file; nothing is copied but fields with doubled quotes.
struct BronzeRows: RowSource {
  /// Columns that say where a row comes from, after the source's own.
  static let provenance = ["_file", "_record", "_ingested_at", "_run"]

  let names: ColumnNames
  let sourceColumns: [String]
  let files: [BronzeFile]
  /// The files hold JSON lines; their members are the columns.
  let isJSONLines: Bool
  let estimatedRows: Int
  /// The column of operations: the rows of a file without it are inserts.
  var operation: String?

  /// Which members of JSON lines become which columns.
  struct Members {
    let places: [(name: String, column: Int)]
    let count: Int
    /// One column has several spellings among them.
    let mayDouble: Bool
  }

  func members(of file: BronzeFile) -> Members {
    let columns = Dictionary(sourceColumns.enumerated().map { (ColumnNames.folded($1), $0) }) { first, _ in first }
    let places = file.columns.compactMap { name in columns[names.key(name)].map { (name: name, column: $0) } }
    return Members(
      places: places, count: sourceColumns.count, mayDouble: Set(places.map(\.column)).count < places.count)
  }

  var maximumThreads: Int { max(1, files.reduce(0) { $0 + $1.blocks.count }) }

  var columns: [RowSourceColumn] {
    sourceColumns.map { RowSourceColumn(name: $0, kind: .text) } + [
      RowSourceColumn(name: "_file", kind: .text), RowSourceColumn(name: "_record", kind: .int64),
      RowSourceColumn(name: "_ingested_at", kind: .int64), RowSourceColumn(name: "_run", kind: .text),
    ]
  }

  func makeScan(projection: [Int]) throws -> any RowScan {
    try BronzeFile.bring(files)
    return BronzeScan(rows: self, projection: projection)
  }
}

/// One reading: hands out the blocks of all files, in order, to whichever thread is free.
final class BronzeScan: RowScan {
  struct Work: Sendable {
    let file: Int
    let block: RecordBlock
  }

  let rows: BronzeRows
  let projection: [Int]
  private let work: [Work]
  private let next = Atomic<Int>(0)
  /// Files whose texts the engine may hold until the statement ends.
  private let opened = Mutex<[Int: BronzeFile.Opened]>([:])

  init(rows: BronzeRows, projection: [Int]) {
    self.rows = rows
    self.projection = projection
    work = rows.files.enumerated().flatMap { index, file in file.blocks.map { Work(file: index, block: $0) } }
  }

  func takeWork() -> Work? {
    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < work.count ? work[index] : nil
  }

  /// A file's bytes, opened when its first block is taken: a source may have more files than a process can hold open.
  func open(_ file: Int) throws -> BronzeFile.Opened {
    try opened.withLock { opened in
      if let there = opened[file] { return there }
      let new = try rows.files[file].open()
      opened[file] = new
      return new
    }
  }

  func makeCursor() throws -> any RowCursor { BronzeCursor(scan: self) }
}
