import Clocks
import Foundation
import Operations
import PipelineSupport
import TestSupport
import Testing

@testable import LocalOperations

@Suite("The newest event of a table")
struct EventTimeTests {
  /// Runs start at 06:10 UTC on 8 November.
  private func shop(_ rows: [String], zone: String = "UTC", silver: String = "happened") throws -> Pipeline {
    try Pipeline([
      "project.yml": """
      name: little
      timezone: \(zone)
      environments:
        dev: {lake: lake/dev}
      sources:
        orders:
          path: incoming/*.csv
          event_time: happened
          freshness: {warn_after: {count: 2, period: hour}, error_after: {count: 30, period: day}}
      """,
      "models/silver/orders.sql": """
      /*---
      event_time: happened
      freshness: {warn_after: {count: 2, period: hour}, error_after: {count: 30, period: day}}
      ---*/
      select id, \(silver) as happened from bronze.orders
      """,
      "incoming/1.csv": "id,happened\n" + rows.map { "1,\($0)\n" }.joined(),
    ])
  }

  private func status(_ shop: Pipeline) throws -> [TableStatus] {
    let (workspace, journal) = try shop.environment()
    let operations = LocalOperations(
      try LocalEnvironment(
        folder: workspace.project.folder, environment: nil, variables: [:], clock: FixedClock(shop.now)))
    _ = journal
    return try operations.status().layers.flatMap(\.tables)
  }

  @Test(
    "respects what its text says, in Bronze and in Silver, and is never fresh by what cannot be read or has not come",
    arguments: [
      (["2026-11-08T06:00:00Z"], HealthState.ok), (["2026-11-08T15:00:00+09:00"], .ok),
      (["2026-11-08T05:30:00+09:00"], .late), (["2026-11-08 05:50:00"], .ok), (["2026-11-07T20:00:00-09:30"], .ok),
      (["2026-11-08T03:00:00Z"], .late), (["29/10/2026 19:24"], .unknown), (["soon", "never"], .unknown),
      (["2076-11-08T06:00:00Z"], .unknown), (["2076-11-08T06:00:00Z", "2026-11-08T06:00:00Z"], .warn),
      (["2026-11-08T06:00:00Z", "2026-11-08 06:00:0O"], .warn), (["2026-11-08T03:00:00Z", "soon"], .late),
      (["2076-11-08", "2026-10-01"], .overdue), ([""], .unknown),
    ])
  func judged(rows: [String], expected: HealthState) throws {
    let shop = try shop(rows)
    for _ in 1...2 {
      let result = try shop.run()
      #expect(result.trouble == "")
      for table in try status(shop) {
        #expect(table.state == expected, "\(table.name): \(table.reason)")
        #expect((table.reason == "") == (expected == .ok))
      }
    }
  }

  @Test("is told with the reason, and the newest that has come is what counts")
  func told() throws {
    let shop = try shop(["2076-11-08T06:00:00Z", "2026-11-08T06:00:00Z", "soon"])
    try shop.run()
    let bronze = try #require(try status(shop).first)
    #expect(bronze.newestEvent == Timestamp.parse("2026-11-08T06:00:00Z"))
    #expect(bronze.futureEvent == Timestamp.parse("2076-11-08T06:00:00Z"))
    #expect(bronze.reason.contains("1 value of happened cannot be read"))
    #expect(bronze.reason.contains("2076-11-08T06:00:00.000Z, which is in the future"))
  }

  @Test("is looked for in what was loaded before when it is declared later")
  func declaredLater() throws {
    let shop = try shop(["2026-11-08T06:00:00Z"])
    let settings = try String(contentsOfFile: shop.folder.path("project.yml"), encoding: .utf8)
    try shop.folder.write(settings.replacing("    event_time: happened\n", with: ""), to: "project.yml")
    try shop.run()
    try shop.folder.write(settings, to: "project.yml")
    #expect(try status(shop).first?.state == .unknown)
    try shop.run()
    #expect(try status(shop).first?.newestEvent == Timestamp.parse("2026-11-08T06:00:00Z"))
  }

  @Test(
    "that is a day begins where the project's days begin",
    arguments: [
      ("Asia/Tokyo", "2026-11-08", HealthState.late), ("UTC", "2026-11-09", .unknown),
      ("Pacific/Kiritimati", "2026-11-08", .late),
    ])
  func days(zone: String, day: String, expected: HealthState) throws {
    let shop = try shop([day], zone: zone, silver: "parse_date(happened, 'yyyy-MM-dd')")
    try shop.run()
    for table in try status(shop) { #expect(table.state == expected, "\(table.name): \(table.reason)") }
  }
}
