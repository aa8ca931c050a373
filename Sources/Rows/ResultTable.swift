/// A column of a result.
package struct ResultColumn: Sendable, Hashable {
  package let name: String
  /// The type as the engine writes it: `DECIMAL(18,2)`, `MAP(VARCHAR, VARCHAR)`, `JSON`.
  package let type: String
  package init(name: String, type: String) {
    self.name = name
    self.type = type
  }
}

/// A whole result in memory; for large ones use `Connection.forEachChunk`.
package struct ResultTable: Sendable, Hashable {
  package let columns: [ResultColumn]
  package let rows: [[Value]]
  /// Rows that there were; more than there are here where only the first were kept.
  package let total: Int

  package init(columns: [ResultColumn], rows: [[Value]], total: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.total = total ?? rows.count
  }

  /// The first column of the first row; nil when there is no row.
  package var scalar: Value? { rows.first?.first }

  /// The values of a column by its name, exactly written; nil when there is no such column.
  package func values(of name: String) -> [Value]? {
    guard let index = columns.firstIndex(where: { $0.name == name }) else { return nil }
    return rows.map { $0[index] }
  }
}
