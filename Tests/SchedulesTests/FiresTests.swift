import Clocks
import Foundation
import Schedules
import Testing

@Suite("When a schedule fires") struct FiresTests {
  private func fires(
    _ expression: String, after moment: String, zone: String = "UTC", count: Int
  ) throws -> [String] {
    let start = try #require(Timestamp.parse(moment))
    let zone = try #require(TimeZone(identifier: zone))
    return Fires(of: try ScheduleExpression(parsing: expression), after: start, zone: zone).prefix(count).map {
      String(Timestamp.text($0).prefix(16))
    }
  }

  @Test(
    "each special day is found",
    arguments: [
      ("cron(0 0 L 2 ? *)", "2027-12-31", ["2028-02-29T00:00", "2029-02-28T00:00"]),
      ("cron(0 0 1W * ? *)", "2026-07-30", ["2026-08-03T00:00", "2026-09-01T00:00"]),
      ("cron(0 0 31W * ? *)", "2026-05-01", ["2026-05-29T00:00", "2026-07-31T00:00"]),
      ("cron(0 0 ? * 6L *)", "2026-11-01", ["2026-11-27T00:00", "2026-12-25T00:00"]),
      ("cron(0 0 ? * FRI#5 *)", "2026-11-01", ["2027-01-29T00:00", "2027-04-30T00:00"]),
      ("cron(0 0 ? * L *)", "2026-11-22", ["2026-11-28T00:00", "2026-12-05T00:00"]),
      ("cron(0 0 ? * FRI-MON *)", "2026-11-24", ["2026-11-27T00:00", "2026-11-28T00:00", "2026-11-29T00:00"]),
      ("cron(0 22-1 * * ? *)", "2026-11-28T00:30:00Z", ["2026-11-28T01:00", "2026-11-28T22:00", "2026-11-28T23:00"]),
      ("cron(50-5/10 0 * * ? *)", "2026-11-28", ["2026-11-28T00:50", "2026-11-29T00:00", "2026-11-29T00:50"]),
      ("cron(0/25 0 1 1 ? *)", "2026-12-31", ["2027-01-01T00:00", "2027-01-01T00:25", "2027-01-01T00:50"]),
    ])
  func specialDays(expression: String, after moment: String, expected: [String]) throws {
    #expect(try fires(expression, after: moment, count: expected.count) == expected)
  }

  @Test(
    "a local time that the clock leaves out is skipped, and one that comes twice fires once",
    arguments: [
      (
        "cron(30 2 * * ? *)", "2026-03-07T00:00:00Z", "America/New_York",
        ["2026-03-07T07:30", "2026-03-09T06:30", "2026-03-10T06:30"]
      ),
      (
        "cron(30 1 * * ? *)", "2026-10-31T00:00:00Z", "America/New_York",
        ["2026-10-31T05:30", "2026-11-01T05:30", "2026-11-02T06:30"]
      ),
      (
        "cron(30 1 * * ? *)", "2026-03-28T00:00:00Z", "Europe/London",
        ["2026-03-28T01:30", "2026-03-30T00:30"]
      ),
      (
        "cron(30 1 * * ? *)", "2026-10-24T12:00:00Z", "Europe/London",
        ["2026-10-25T00:30", "2026-10-26T01:30"]
      ),
      (
        "cron(0/30 1-2 * * ? *)", "2026-10-24T23:40:00Z", "Europe/London",
        ["2026-10-25T00:00", "2026-10-25T00:30", "2026-10-25T02:00", "2026-10-25T02:30"]
      ),
      ("cron(0 6 * * ? *)", "2026-11-28", "Asia/Kolkata", ["2026-11-28T00:30", "2026-11-29T00:30"]),
      // Lord Howe goes by half an hour: from 02:00 to 02:30 in October, back from 02:00 to 01:30 in April.
      (
        "cron(*/15 2 * * ? *)", "2026-10-03T12:00:00Z", "Australia/Lord_Howe",
        ["2026-10-03T15:30", "2026-10-03T15:45", "2026-10-04T15:00"]
      ),
      (
        "cron(30 1 * * ? *)", "2026-04-04T00:00:00Z", "Australia/Lord_Howe",
        ["2026-04-04T14:30", "2026-04-05T15:00"]
      ),
      // A whole day that never was: Samoa went from 29 to 31 December 2011.
      ("cron(0 12 * * ? *)", "2011-12-29T00:00:00Z", "Pacific/Apia", ["2011-12-29T22:00", "2011-12-30T22:00"]),
    ])
  func changesOfTheClock(expression: String, after moment: String, zone: String, expected: [String]) throws {
    #expect(try fires(expression, after: moment, zone: zone, count: expected.count) == expected)
  }

  @Test("what is past, or no day at all, never fires again")
  func never() throws {
    #expect(try fires("cron(15 10 ? * 6L 2002-2005)", after: "2026-11-28", count: 5) == [])
    #expect(try fires("cron(0 0 30 2 ? *)", after: "1970-01-01", count: 5) == [])
    #expect(try fires("at(2026-11-28T06:10:00)", after: "2026-11-28T06:10:00Z", count: 5) == [])
    #expect(
      try fires("at(2026-03-08T02:30:00)", after: "2026-01-01", zone: "America/New_York", count: 5) == [])
    #expect(try fires("cron(0 0 1 1 ? 2199)", after: "9999-12-31", count: 5) == [])
  }

  @Test("a leap day is found for two hundred years, and the last one ends it")
  func leapDays() throws {
    let all = try fires("cron(0 0 29 2 ? *)", after: "1999-01-01", count: 1000)
    #expect(all.count == 49)
    #expect(all.first == "2000-02-29T00:00" && all.last == "2196-02-29T00:00")
    #expect(!all.contains("2100-02-29T00:00"))
  }

  @Test("a rate counts from where it started, and a day is 24 hours also where the clock changes")
  func rates() throws {
    #expect(
      try fires("rate(1 day)", after: "2026-03-07T12:00:00Z", zone: "America/New_York", count: 2)
        == ["2026-03-08T12:00", "2026-03-09T12:00"])
    let anchor = try #require(Timestamp.parse("2026-11-28T00:00:00Z"))
    let later = Fires(
      of: try ScheduleExpression(parsing: "rate(7 minutes)"), after: anchor.addingTimeInterval(61 * 60), anchor: anchor)
    #expect(later.prefix(1).map(Timestamp.text) == ["2026-11-28T01:03:00.000Z"])
    let before = Fires(
      of: try ScheduleExpression(parsing: "rate(7 minutes)"), after: anchor.addingTimeInterval(-5), anchor: anchor)
    #expect(before.prefix(1).map(Timestamp.text) == ["2026-11-28T00:00:00.000Z"])
  }

  @Test("the search finds what trying every minute finds", arguments: 0..<60)
  func everyMinute(seed: Int) throws {
    var random = Seeded(state: UInt64(seed) &* 7919 &+ 1)
    let (text, means) = Self.expression(&random)
    let start = CalendarDay(year: 2026, month: 1, day: 1).advanced(by: Int(random.next() % 700)).start
    let end = start.addingTimeInterval(40 * 86_400)
    let expected = stride(from: start.timeIntervalSince1970 + 60, to: end.timeIntervalSince1970, by: 60)
      .filter { means(Int($0)) }
    let found = Fires(of: try ScheduleExpression(parsing: text), after: start).prefix { $0 < end }
    #expect(found.map(\.timeIntervalSince1970) == expected, "\(text) after \(Timestamp.text(start))")
  }

  /// A random expression, and whether a moment is meant by it, told the slow way.
  private static func expression(_ random: inout Seeded) -> (String, (Int) -> Bool) {
    let minute = Int(random.next() % 60)
    let step = Int(random.next() % 20) + 1
    let (from, to) = (Int(random.next() % 24), Int(random.next() % 24))
    let weekday = Int(random.next() % 7) + 1
    let byWeek = random.next() % 2 == 0
    let day = Int(random.next() % 28) + 1
    let days = byWeek ? "? * \(weekday)" : "\(day)-31/3 * ?"
    return (
      "cron(\(minute)/\(step) \(from)-\(to) \(days) *)",
      { moment in
        let calendar = CalendarDay(Date(timeIntervalSince1970: TimeInterval(moment)))
        let (hour, inHour) = (moment / 3600 % 24, moment / 60 % 60)
        let hours = from <= to ? (from...to).contains(hour) : hour >= from || hour <= to
        let inDay = calendar.components.day
        let isDay = byWeek ? calendar.weekday % 7 + 1 == weekday : inDay >= day && (inDay - day) % 3 == 0
        return hours && isDay && inHour >= minute && (inHour - minute) % step == 0
      }
    )
  }
}

/// A small repeatable source of numbers (splitmix64's constants).
private struct Seeded {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
