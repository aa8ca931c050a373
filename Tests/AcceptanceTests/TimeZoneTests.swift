import Clocks
import Foundation
import TestSupport
import Testing

/// Two projects whose days differ at every moment: one is eleven hours behind UTC, the other fourteen ahead.
@Suite struct TimeZoneTests {
  private let folder: TemporaryFolder
  private var assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", "shop")
    assay.folder = folder.path("shop")
  }

  /// A day asked for just before and just after, as midnight may come between.
  private func days(_ zone: DayZone, _ work: () throws -> Void) rethrows -> [CalendarDay] {
    let before = zone.day(Date())
    try work()
    return [before, zone.day(Date())]
  }

  @Test(
    "Today, a day of a moment, and the times in text are the project's",
    arguments: ["Pacific/Pago_Pago", "Pacific/Kiritimati"])
  func today(name: String) throws {
    let zone = try #require(DayZone(name))
    let text = try folder.read("shop/project.yml")
    try folder.write("timezone: \(name)\n" + text, to: "shop/project.yml")
    var answer: Binary.Answer?
    let days = try days(zone) { answer = try assay("run", "--date", "today", "--json") }
    let run = try #require(try answer?.json())
    #expect(days.map(\.description).contains(run["runDate"]?.stringValue ?? ""), "\(run)")

    // Text shows the clock of the zone; JSON the same moment, in UTC.
    let started = try #require(Timestamp.parse(run["startedAt"]?.stringValue ?? ""))
    let shown = Timestamp.text(zone.wall(started)).prefix(19).replacing("T", with: " ")
    #expect(try assay("runs").output.contains(shown))
    #expect(try assay("runs", "last").output.contains("started \(shown)"))
    let label = try #require(name.split(separator: "/").last).replacing("_", with: " ")
    #expect(try assay("status").output.contains(" \(label)"))

    // All was logged on the zone's day: nothing stands in its tomorrow.
    let day = zone.day(started)
    #expect(try assay("logs", "--since", day.description).output.contains(shown.prefix(10)))
    #expect(try assay("logs", "--since", day.advanced(by: 1).description).output.isEmpty)
  }

  @Test("Rules know the project's day", arguments: ["Pacific/Pago_Pago", "Pacific/Kiritimati"])
  func rules(name: String) throws {
    let zone = try #require(DayZone(name))
    let text = try folder.read("shop/project.yml")
    try folder.write("timezone: \(name)\n" + text, to: "shop/project.yml")
    let today = zone.day(Date())
    try folder.write(
      """
      Rules = [
        CustomSql "select count(*) from primary where run_date() < date '\(today)'" = 0,
        CustomSql "select count(*) from primary where run_date() > date '\(today.advanced(by: 1))'" = 0,
        ColumnValues "ordered_at" < (now() - 1 days) where "ordered_at < run_timestamp()"
      ]
      """, to: "shop/quality/silver.orders.dqdl")
    _ = try assay("run", "--json")
    let rules = try #require(try assay("quality", "silver.orders", "--json").json()["rules"]?.arrayValue)
    #expect(rules.map { $0["status"] } == ["PASS", "PASS", "PASS"], "\(rules)")
  }

  @Test("A report's days are in order, whichever way they are said")
  func order() throws {
    let answer = try assay("report", "--from", "today", "--to", "yesterday")
    #expect(answer.status == 2 && answer.error.contains("--from must not be after --to"), "\(answer.error)")
  }
}
