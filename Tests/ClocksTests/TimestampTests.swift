import Clocks
import Foundation
import Testing

@Suite("Timestamps")
struct TimestampTests {
  @Test(
    "are read in every RFC 3339 form, and written in one",
    arguments: [
      ("2026-11-21T06:10:00Z", "2026-11-21T06:10:00.000Z"), ("2026-11-21 06:10:00.5", "2026-11-21T06:10:00.500Z"),
      ("2026-11-21T06:10:00+02:00", "2026-11-21T04:10:00.000Z"), ("2026-11-21", "2026-11-21T00:00:00.000Z"),
      ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"), ("2024-02-29T12:00", "2024-02-29T12:00:00.000Z"),
    ])
  func forms(text: String, expected: String) throws {
    #expect(Timestamp.text(try #require(Timestamp.parse(text))) == expected)
  }

  @Test("refuse what is no moment", arguments: ["", "2026-02-29", "2026-13-01", "2026-11-21T25:00:00Z", "21/11/2026"])
  func refused(text: String) {
    #expect(Timestamp.parse(text) == nil)
  }

  @Test(
    "know the day of the week", arguments: [("2026-11-21", 6), ("1970-01-01", 4), ("1969-12-28", 7), ("2000-02-29", 2)])
  func weekday(text: String, expected: Int) throws {
    #expect(try #require(CalendarDay(text)).weekday == expected)
  }

  @Test("a shifted clock starts where it was set")
  func shifted() throws {
    let moment = try #require(Timestamp.parse("2026-11-08T06:00:00Z"))
    #expect(abs(ShiftedClock(startingAt: moment).now().timeIntervalSince(moment)) < 60)
  }
}
