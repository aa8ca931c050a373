/// What a table holds, in short: equal states mean equal rows, whatever their order.
package struct TableState: Hashable, Sendable, CustomStringConvertible {
  package let rows: Int64
  /// The sum of the rows' hashes.
  package let hash: String

  package init(rows: Int64, hash: String) {
    self.rows = rows
    self.hash = hash
  }

  /// A table that was never built, or is empty.
  package static let empty = TableState(rows: 0, hash: "0")

  package var description: String { "\(rows) rows, \(hash)" }
}
