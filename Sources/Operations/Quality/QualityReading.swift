import Foundation

/// What rules said of tables.
package protocol QualityReading: Sendable {
  /// The newest verdict on every table that has rules, by the table's name.
  func quality(asOf: Date?) throws -> [TableQuality]

  /// Rules, failing rows and quarantine of one table. Throws `notFound` where there is no such table.
  /// - Parameter rowLimit: of failing and of rejected rows at most. Of a moment before only 0: rows are not kept.
  func quality(table: String, rowLimit: Int, asOf: Date?) throws -> QualityDetail
}

extension QualityReading {
  package func quality() throws -> [TableQuality] { try quality(asOf: nil) }
  package func quality(table: String, rowLimit: Int) throws -> QualityDetail {
    try quality(table: table, rowLimit: rowLimit, asOf: nil)
  }
}
