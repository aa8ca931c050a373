/// Takes rows one after the other, as the engine makes them.
package protocol RowSink {
  /// Called once, before any row; also when there is none.
  mutating func begin(_ columns: [ResultColumn]) throws
  /// False: that is enough, and the statement is ended.
  mutating func add(_ row: [Value]) throws -> Bool
  /// From here on rows are only counted: none is made, and `pass` is called instead of `add`.
  var isFull: Bool { get }
  mutating func pass(rows count: Int) -> Bool
}

extension RowSink {
  package var isFull: Bool { false }
  package mutating func pass(rows count: Int) -> Bool { true }
}

/// Keeps the first rows of a result and counts the rest, in the memory of what it keeps.
package struct FirstRows: RowSink {
  /// How far the rest is counted: an endless result has to come to an end.
  package static let mostCounted = 1_000_000

  package private(set) var columns: [ResultColumn] = []
  package private(set) var rows: [[Value]] = []
  /// All rows there were; at least so many when `isCounted` is false.
  package private(set) var total = 0
  package private(set) var isCounted = true
  private let limit: Int

  /// - Parameter limit: the most rows to keep; negative counts as 0.
  package init(_ limit: Int) { self.limit = max(0, limit) }

  package mutating func begin(_ columns: [ResultColumn]) { self.columns = columns }

  package mutating func add(_ row: [Value]) -> Bool {
    guard !isFull else { return pass(rows: 1) }
    rows.append(row)
    return pass(rows: 1)
  }

  package var isFull: Bool { rows.count >= limit }

  package mutating func pass(rows count: Int) -> Bool {
    total += count
    isCounted = more <= Self.mostCounted
    return isCounted
  }

  package var table: ResultTable { ResultTable(columns: columns, rows: rows, total: total) }
  /// Rows that are not kept.
  package var more: Int { total - rows.count }
}
