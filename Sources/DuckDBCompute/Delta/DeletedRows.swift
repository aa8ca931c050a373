import DeltaLog
import Engine
import Storage
import Synchronization

/// The deleted rows of some files as rows for the engine: the file's path, and the row's place in it from 0.
struct DeletedRows: RowSource {
  private let files: [(path: String, rows: [Int64])]

  /// Reads the deletion vectors.
  init(_ files: [AddFile], of snapshot: Snapshot, in store: any ObjectStore) throws(DeltaError) {
    var read: [(path: String, rows: [Int64])] = []
    for file in files {
      guard let vector = file.deletionVector else { continue }
      read.append((file.fullPath(in: snapshot.table), try vector.rows(table: snapshot.table, in: store)))
    }
    self.files = read
  }

  var columns: [RowSourceColumn] {
    [RowSourceColumn(name: "_path", kind: .text), RowSourceColumn(name: "_row", kind: .int64)]
  }

  var estimatedRows: Int { files.reduce(0) { $0 + $1.rows.count } }
  var maximumThreads: Int { 1 }

  func makeScan(projection: [Int]) throws -> any RowScan { Scan(files: files, projection: projection) }

  private struct Scan: RowScan {
    let files: [(path: String, rows: [Int64])]
    let projection: [Int]
    func makeCursor() throws -> any RowCursor { Cursor(files: files, projection: projection) }
  }

  private final class Cursor: RowCursor {
    private let files: [(path: String, rows: [Int64])]
    private let projection: [Int]
    private var file = 0
    private var row = 0

    init(files: [(path: String, rows: [Int64])], projection: [Int]) {
      self.files = files
      self.projection = projection
    }

    /// One file at a time: the rest of a chunk stays empty at its end.
    func fill(_ chunk: inout RowChunk) throws -> Int {
      while file < files.count, row == files[file].rows.count { (file, row) = (file + 1, 0) }
      guard file < files.count else { return 0 }
      let rows = files[file].rows
      let count = min(RowChunk.capacity, rows.count - row)
      for (place, column) in projection.enumerated() {
        if column == 1 {
          for index in 0..<count { chunk.setInt64(place, index, rows[row + index]) }
        } else {
          var path = files[file].path
          path.withUTF8 { bytes in
            for index in 0..<count { chunk.setText(place, index, copying: UnsafeRawBufferPointer(bytes)) }
          }
        }
      }
      row += count
      return count
    }
  }
}
