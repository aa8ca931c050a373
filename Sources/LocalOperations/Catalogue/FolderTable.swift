import Operations
import Reading
import Rows

/// A Delta table in a folder of this machine that belongs to no project, or to another.
struct FolderTable {
  private let path: String

  /// - Parameter path: absolute.
  init(path: String) { self.path = path }

  /// Newest first.
  func history(limit: Int) throws -> TableHistory {
    try OperationsError.answered {
      let scratch = try ScratchProject()
      return try withExtendedLifetime(scratch) {
        let reading = RowReading(try scratch.session(reading: [path]), for: .owner)
        return .versions(try reading.history(path: path, limit: limit).map(TableVersionEntry.init))
      }
    }
  }

  func rows(at version: TableMoment, limit: Int?, to sink: inout some RowSink) throws {
    try OperationsError.answered {
      let scratch = try ScratchProject()
      try withExtendedLifetime(scratch) {
        let session = try scratch.session(readingTables: [path], version: .init(version))
        try RowReading(session, for: .owner).stream(path: path, version: .init(version), limit: limit, to: &sink)
      }
    }
  }
}
