import Clocks
import Foundation
import Operations
import PipelineSupport
import TestSupport
import Testing

@testable import LocalOperations

@Suite("The days of a report")
struct DaysOfDataTests {
  private static let settings = """
    name: days
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      orders: {path: incoming/*.csv, format: csv}
    """
  private static let silver =
    "select id, try_int(amount) as amount, parse_date(day, 'yyyy-MM-dd') as day from bronze.orders"
  private static let months = """
    select cast(date_trunc('month', cast(day as timestamp)) as date) as month, cast(sum(amount) as bigint) as amount
    from silver.orders group by cast(date_trunc('month', cast(day as timestamp)) as date)
    """

  private func report(
    _ tiles: String, days: [String], now: String = "2026-11-08T06:10:00Z", range: DayRange? = nil
  ) throws -> GoldReport {
    let rows = days.enumerated().map { "\($0.offset),1,\($0.element)\n" }.joined()
    let project = try Pipeline(
      [
        "project.yml": Self.settings, "models/silver/orders.sql": Self.silver, "models/gold/months.sql": Self.months,
        "dashboards/d.yml": "title: D\ndate_range: {default_days: 10}\ntiles:\n" + tiles,
        "incoming/a.csv": "id,amount,day\n" + rows,
      ], startingAt: now)
    #expect(try project.run().status == .succeeded)
    let operations = LocalOperations(
      try LocalEnvironment(
        folder: project.folder.path, environment: nil, variables: ProcessInfo.processInfo.environment,
        clock: FixedClock(project.now)))
    return try operations.report(dashboard: nil, range: range)
  }

  private func range(_ from: String, _ to: String) throws -> DayRange {
    DayRange(from: try #require(CalendarDay(from)), to: try #require(CalendarDay(to)))
  }

  private static let sum =
    "  - {id: k, kind: kpi, title: K, unit: integer, sql: \"select sum(amount) as value from silver.orders where day between $from and $to\"}\n"
  private static let line =
    "  - {id: l, kind: line, title: L, unit: integer, sql: \"select day, cast(sum(amount) as bigint) as value from silver.orders where day between $from and $to group by day order by day\"}\n"
  private static let month =
    "  - {id: m, kind: line, title: M, unit: integer, sql: \"select cast(date_trunc('month', cast(day as timestamp)) as date) as month, cast(sum(amount) as bigint) as value from silver.orders where day between $from and $to group by 1 order by 1\"}\n"

  @Test(
    "end at the newest day of the data, whatever the curves are cut into and however old it is",
    arguments: [
      (sum, "2020-03-03"), (line, "2020-03-03"), (month + sum, "2020-03-03"), (sum + month, "2020-03-03"),
      // Where months are all there is, the last of them is whole.
      (
        "  - {id: k, kind: kpi, title: K, sql: \"select sum(amount) as value from gold.months where month between $from and $to\"}\n",
        "2020-03-31"
      ),
    ])
  func newest(tiles: String, end: String) throws {
    let report = try report(tiles, days: ["2010-05-18", "2020-02-28", "2020-03-03"])
    #expect(report.range.to.description == end)
    #expect(report.range.days >= 10)
    #expect(!report.isEmpty)
    #expect(report.dataDays?.from.description.hasPrefix("2010-05") == true)
  }

  @Test("a mistyped day of the far future does not empty them")
  func future() throws {
    let report = try report(Self.sum, days: ["2026-11-03", "2076-11-03"])
    #expect(report.range.to.description == "2026-11-03")
  }

  @Test("without data say so, name the days that have some, and are never OK")
  func empty() throws {
    let report = try report(
      Self.sum + Self.line, days: ["2010-05-18", "2011-12-31"], range: try range("2026-10-01", "2026-10-31"))
    #expect(report.isEmpty)
    #expect(report.state == .unknown)
    #expect(report.json["dataFrom"] == "2010-05-18" && report.json["dataUntil"] == "2011-12-31")
    #expect(report.json["isEmpty"] == true)
  }

  @Test(
    "are compared with as many days that have data, or say how many have",
    arguments: [
      ("2026-11-04", "2026-11-06", FigureComparison(days: 3, covered: 3)),
      ("2026-11-03", "2026-11-06", FigureComparison(days: 4, covered: 2)),
      // Days to come are no days to compare by.
      ("2026-11-05", "2026-11-30", FigureComparison(days: 2, covered: 2)),
      ("2026-11-01", "2026-11-06", nil), ("2026-10-01", "2026-11-06", nil),
    ])
  func comparison(from: String, to: String, expected: FigureComparison?) throws {
    let report = try report(
      Self.sum, days: (1...6).map { "2026-11-0\($0)" }, range: try range(from, to))
    #expect(report.tiles[0].comparison == expected)
    guard case .kpi(_, _, let change, _) = report.tiles[0].content else { return }
    #expect((change == nil) == (expected == nil))
  }

  @Test("a percentage changes by points")
  func points() throws {
    let share =
      "  - {id: s, kind: kpi, title: S, unit: percent, sql: \"select case when $to >= cast('2026-11-06' as date) then 0.4 else 0.3 end as value from silver.orders where day between $from and $to\"}\n"
    let report = try report(
      share, days: (1...6).map { "2026-11-0\($0)" }, range: try range("2026-11-06", "2026-11-06"))
    guard case .kpi(_, _, let change, _) = report.tiles[0].content else { return }
    #expect(abs((change ?? 0) - 0.1) < 1e-9)
    #expect(report.tiles[0].json["changeIn"] == "points")
  }

  @Test("a missing day is a gap, and today is not whole")
  func gaps() throws {
    let report = try report(Self.line, days: ["2026-11-04", "2026-11-05", "2026-11-07", "2026-11-08"])
    guard case .line(let series) = report.tiles[0].content else { return }
    #expect(series[0].points.map(\.value) == [1, 1, nil, 1, 1])
    #expect(report.tiles[0].edges == BucketEdges(partialFrom: CalendarDay("2026-11-08")))
  }

  @Test("months are whole only where the days asked for and the data reach over them")
  func partialMonths() throws {
    let days = ["2026-08-20", "2026-09-10", "2026-10-05", "2026-10-31", "2026-11-03"]
    let report = try report(Self.month, days: days, range: try range("2026-08-15", "2026-11-08"))
    #expect(
      report.tiles[0].edges
        == BucketEdges(partialFrom: CalendarDay("2026-11-01"), completeFrom: CalendarDay("2026-09-01")))
  }

  @Test(
    "a picture that cannot be drawn fails with the reason instead of an empty grid",
    arguments: [
      ("select '2026-W01' as week, 1 as value", "must be a date"),
      ("select 2026 as year, 1 as value", "must be a date"),
      ("select cast('2026-01-01' as date) as day, 'a' as series, 1 as value", "must be a number"),
      (
        "select cast('2026-01-01' as date) as day, 1 as value union all select cast('2026-01-01' as date), 2",
        "two values"
      ),
    ])
  func unusable(sql: String, reason: String) throws {
    let report = try report(
      "  - {id: l, kind: line, title: L, sql: \"\(sql)\"}\n", days: ["2026-11-01"])
    guard case .failed(let message) = report.tiles[0].content else {
      Issue.record("it is drawn")
      return
    }
    #expect(message.contains(reason))
  }

  @Test("null, the empty text and two spellings of a letter are lines of their own; a bar without a value stays")
  func names() throws {
    let day = "cast('2026-11-01' as date) as day"
    let tiles =
      "  - {id: l, kind: line, title: L, sql: \"select \(day), 1 as value, cast(null as varchar) as s union all select \(day), 2, '' union all select \(day), 3, 'Caf\u{E9}' union all select \(day), 4, 'Cafe\u{301}'\"}\n"
      + "  - {id: b, kind: bars, title: B, sql: \"select 'a' as label, 1 as value union all select 'b', null\"}\n"
    let report = try report(tiles, days: ["2026-11-01"])
    guard case .line(let series) = report.tiles[0].content, case .bars(let bars) = report.tiles[1].content else {
      Issue.record("\(report.tiles)")
      return
    }
    #expect(series.count == 4)
    #expect(Set(series.map(\.name)).isSuperset(of: ["(null)", "(empty)"]))
    #expect(bars.map(\.value) == [1, nil])
  }
}
