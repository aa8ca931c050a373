import Foundation
import ShopSupport
import TestSupport
import Testing
import Words

/// The sample project's deliveries run one after the other with nothing in their way: what every disturbed project has to
/// come to. Made once for all tests.
struct Undisturbed: Sendable {
  /// Full load and two days.
  static let deliveries = 0..<3

  /// By delivery, then table.
  private(set) var states: [[String: TableState]] = []
  /// After the last delivery, by table.
  private(set) var rows: [String: [[String]]] = [:]
  private(set) var totals: [String: RowCounts] = [:]
  private(set) var scores: [String: [Double?]] = [:]

  private static let made = Result { try Undisturbed() }
  static func result() throws -> Undisturbed { try made.get() }

  private init() throws {
    let shop = try ShopFolder(TemporaryFolder(beneath: TemporaryFolder.memory))
    for delivery in Self.deliveries {
      try shop.deliver(delivery)
      let reading = try LakeReading(shop, delivery: delivery)
      let run = try StartedRun(reading.local, delivery: delivery)
      let end = try run.waitForEnd().status
      try #require(end == .succeeded, "\(reading.trouble(of: run.id))")
      states.append(try reading.states())
    }
    let reading = try LakeReading(folder: shop.path)
    for table in try reading.tables() { rows[table.description] = try reading.rows(of: table) }
    totals = try reading.totals()
    scores = try reading.scores()
  }

  func state(_ table: String, after delivery: Int) -> TableState {
    guard states.indices.contains(delivery) else { return .empty }
    return states[delivery][table] ?? .empty
  }

  /// Expects a project to hold the same rows, and its journal to tell the same of them.
  func expectSame(_ reading: LakeReading, _ location: SourceLocation = #_sourceLocation) throws {
    let tables = try reading.tables()
    #expect(tables.map(\.description).sorted() == rows.keys.sorted(), sourceLocation: location)
    for table in tables {
      let found = try reading.rows(of: table)
      let difference = found.first { !(rows[table.description] ?? []).contains($0) }
      #expect(
        found == rows[table.description], "\(table) differs, first in \(difference ?? [])", sourceLocation: location)
    }
    for (table, counts) in try reading.totals() {
      #expect(counts == totals[table], "the journal's count of \(table)", sourceLocation: location)
    }
    #expect(try reading.scores() == scores, sourceLocation: location)
  }
}
