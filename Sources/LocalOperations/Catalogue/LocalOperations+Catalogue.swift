import Foundation
import Operations

extension LocalOperations: CatalogueReading {
  private static let standing =
    "the catalogue is that of the tables as they stand; each one's versions say when it changed"

  package func tables(asOf: Date?) throws -> [TableEntry] {
    try refusePast(asOf, Self.standing)
    guard case .tables(let entries) = try reader.answer(.tables, while: isWanted) else { throw Self.mixedUp }
    return entries
  }

  package func table(_ name: String, asOf: Date?) throws -> TableDetail {
    try refusePast(asOf, Self.standing)
    guard case .table(let detail) = try reader.answer(.table(name), while: isWanted) else { throw Self.mixedUp }
    return detail
  }

  package func tableHistory(_ name: String, limit: Int, asOf: Date?) throws -> TableHistory {
    try refusePast(asOf, Self.standing)
    let answer = try reader.answer(.history(table: name, limit: limit), while: isWanted)
    guard case .history(let history) = answer else { throw Self.mixedUp }
    return history
  }
}
