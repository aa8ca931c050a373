/// A column that a row source can give.
package struct RowSourceColumn: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case text, int64 }
  package let name: String
  package let kind: Kind
  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// Rows that live in Swift and are read by the engine as a table: `SELECT … FROM name()` after `Connection.register`.
///
/// The engine asks for a cursor on each of its threads, and only for the columns a statement uses. It keeps the source
/// until every statement that reads it is gone, so a source owns the bytes its cursors lend.
package protocol RowSource: Sendable {
  var columns: [RowSourceColumn] { get }
  /// A guess at the number of rows, for the plan.
  var estimatedRows: Int { get }
  /// How many cursors may read at once, at least 1.
  var maximumThreads: Int { get }
  /// Begins one reading of all rows. A statement may read a source twice, and two statements at once: what the cursors of
  /// one reading share, such as the next block to hand out, belongs into the scan and not into the source.
  ///
  /// - Parameter projection: the wanted columns as indices into `columns`, in the engine's order. Where a statement
  ///   only counts rows the engine asks for column 0: let that be a cheap one.
  func makeScan(projection: [Int]) throws -> any RowScan
}

/// One reading of a source. Its cursors together give every row once.
package protocol RowScan: Sendable {
  /// Called on every thread that takes part, up to `maximumThreads` times.
  func makeCursor() throws -> any RowCursor
}

/// The reader of one thread.
package protocol RowCursor: AnyObject {
  /// Sets the next rows of the chunk, from row 0 on, and returns how many: at most `RowChunk.capacity`; 0 when this cursor
  /// has no more. An error ends the statement as `QueryFailure.Kind.rowSource` with the error's description.
  func fill(_ chunk: inout RowChunk) throws -> Int
}

/// A row source did what it must not; the statement fails with this.
package enum RowSourceError: Error, Equatable, CustomStringConvertible {
  case noColumns
  case tooManyRows(Int)
  case outsideOfChunk(column: Int, row: Int)
  case textTooLong(bytes: Int)
  case notRegistered(String)
  case invalidName(String)

  package var description: String {
    switch self {
    case .noColumns: "a row source needs at least one column"
    case .tooManyRows(let count): "a cursor gave \(count) rows at once; \(RowChunk.capacity) is the most"
    case .outsideOfChunk(let column, let row):
      "a cursor wrote to column \(column), row \(row), which is outside of the chunk"
    case .textTooLong(let bytes): "a text of \(bytes) bytes is too long for the engine"
    case .notRegistered(let name): "the row source \(name) is not registered any more"
    case .invalidName(let name): "\(name) cannot name a row source"
    }
  }
}
