import Foundation

/// What tables there are, what they hold, and how each came to be. Of the rows themselves nothing is read.
///
/// A table is named as a person names it: `silver.orders`, or `orders` where only one layer has it. Throws `notFound` for a
/// name that none has, `invalid` for one that several have.
package protocol CatalogueReading: Sendable {
  /// Every table of the project by name, also those that were never built.
  func tables(asOf: Date?) throws -> [TableEntry]

  func table(_ name: String, asOf: Date?) throws -> TableDetail

  /// Newest first, so many at most.
  func tableHistory(_ name: String, limit: Int, asOf: Date?) throws -> TableHistory
}

extension CatalogueReading {
  package func tables() throws -> [TableEntry] { try tables(asOf: nil) }
  package func table(_ name: String) throws -> TableDetail { try table(name, asOf: nil) }
  package func tableHistory(_ name: String, limit: Int) throws -> TableHistory {
    try tableHistory(name, limit: limit, asOf: nil)
  }
}
