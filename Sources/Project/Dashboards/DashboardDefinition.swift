import ModelSQL

/// A page of tiles over Gold.
package struct DashboardDefinition: Sendable, Hashable {
  package let name: String
  package let path: String
  package let title: String
  package let description: String?
  /// How many days `$from` to `$to` span unless the reader says otherwise.
  package let defaultDays: Int
  package let tiles: [DashboardTile]
}

/// One figure, chart or table of a dashboard.
package struct DashboardTile: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable { case kpi, line, bars, table }
  package enum Unit: String, Sendable, Hashable, CaseIterable { case money, integer, percent, decimal }

  package let id: String
  package let kind: Kind
  package let title: String
  package let unit: Unit?
  /// May use `$from` and `$to`, both dates. kpi: one row `value`; line: date, value, series; bars: label, value, share.
  package let source: SQLText
  /// Of a kpi: date and value of its little curve.
  package let trend: SQLText?
  /// In quarters of the page, 1 to 4.
  package let width: Int

  package var sql: String { source.text }
}
