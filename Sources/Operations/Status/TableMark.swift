import Foundation

/// What tells whether a table is still the same. Whoever keeps something made of a table keeps its mark beside it, and
/// asks anew when the mark is another; equal marks of one maker mean equal rows.
///
/// A maker leaves out what it does not know or what does not matter to its question, so marks are only compared with
/// others of the same maker.
package struct TableMark: Sendable, Hashable {
  /// `silver.orders`.
  package var table: String
  /// How it is: a failed build changes what is said about a table, though not its rows.
  package var state: HealthState?
  /// The version of its newest known commit.
  package var version: Int64?
  package var loadedAt: Date?
  /// When its rules were judged last, which may look at other tables.
  package var judgedAt: Date?
  package var quarantinedRows: Int64?
  /// When its log last got a file, also by a writer that nobody told of: nanoseconds since 1970.
  package var loggedAt: Int64?

  package init(_ table: String) { self.table = table }
}

extension TableStatus {
  package var mark: TableMark {
    var mark = TableMark(name)
    (mark.state, mark.version, mark.loadedAt) = (state, version, lastLoadedAt)
    return mark
  }
}

extension StatusReport {
  /// The marks of a layer's tables: `gold`.
  package func marks(of layer: String) -> [TableMark] {
    (layers.first { $0.name == layer }?.tables ?? []).map(\.mark)
  }
}

extension TableQuality {
  package var mark: TableMark {
    var mark = TableMark(table)
    (mark.judgedAt, mark.quarantinedRows) = (checkedAt, quarantinedRows)
    return mark
  }
}
