import Clocks
import Testing

@Suite struct DayZoneTests {
  @Test(
    "A moment falls on the day of its zone",
    arguments: [
      ("UTC", "2026-11-28T22:30:00Z", "2026-11-28"), ("Pacific/Kiritimati", "2026-11-28T22:30:00Z", "2026-11-29"),
      ("Pacific/Pago_Pago", "2026-11-28T10:59:59Z", "2026-11-27"), ("Asia/Tokyo", "2026-11-28T15:00:00Z", "2026-11-29"),
      ("Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-28"), ("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29"),
      ("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30"), ("Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25"),
      ("America/New_York", "2026-11-01T04:30:00Z", "2026-11-01"),
      ("Asia/Kathmandu", "2026-11-28T18:15:00Z", "2026-11-29"),
    ])
  func day(zone: String, moment: String, expected: String) throws {
    let zone = try #require(DayZone(zone))
    #expect(zone.day(try #require(Timestamp.parse(moment))).description == expected)
  }

  @Test(
    "A day begins at its midnight, or where the clock passes over it",
    arguments: [
      ("UTC", "2026-11-28", "2026-11-28T00:00:00.000Z"), ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z"),
      ("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00.000Z"),
      ("Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00.000Z"),
      ("Asia/Beirut", "2025-03-30", "2025-03-29T22:00:00.000Z"),
      ("Pacific/Apia", "2026-01-01", "2025-12-31T11:00:00.000Z"),
    ])
  func start(zone: String, day: String, expected: String) throws {
    let zone = try #require(DayZone(zone))
    #expect(Timestamp.text(zone.start(of: try #require(CalendarDay(day)))) == expected)
  }

  @Test(
    "A clock on the wall shows a moment, and a time of a day is a moment again",
    arguments: [
      ("UTC", "2026-11-28T22:30:00Z", "2026-11-28T22:30"),
      ("Europe/Berlin", "2026-11-28T22:30:00Z", "2026-11-28T23:30"),
      ("Europe/Berlin", "2026-07-28T22:30:00Z", "2026-07-29T00:30"),
      ("America/St_Johns", "2026-11-28T02:00:00Z", "2026-11-27T22:30"),
      ("Pacific/Kiritimati", "2026-11-28T11:00:00Z", "2026-11-29T01:00"),
      // The hour that comes twice, the first time.
      ("Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:30"),
    ])
  func wall(zone: String, moment: String, expected: String) throws {
    let zone = try #require(DayZone(zone))
    let moment = try #require(Timestamp.parse(moment))
    #expect(Timestamp.text(zone.wall(moment)).hasPrefix(expected))
    let parts = expected.split { "T:".contains($0) }
    let seconds = try #require(Double(parts[1])) * 3600 + #require(Double(parts[2])) * 60
    #expect(zone.moment(try #require(CalendarDay(String(parts[0]))), seconds) == moment)
  }

  @Test(
    "A written moment without an offset is read on the clocks there",
    arguments: [
      ("2026-11-28", "2026-11-27T23:00:00.000Z"), ("2026-11-28T06:10", "2026-11-28T05:10:00.000Z"),
      ("2026-07-28 06:10:05.5", "2026-07-28T04:10:05.500Z"), ("2026-11-28T06:10:00Z", "2026-11-28T06:10:00.000Z"),
      ("2026-11-28T06:10-05:00", "2026-11-28T11:10:00.000Z"), ("soon", nil), ("06:10", nil),
    ] as [(String, String?)])
  func written(text: String, expected: String?) throws {
    #expect(try #require(DayZone("Europe/Berlin")).moment(parsing: text).map(Timestamp.text) == expected)
  }

  @Test("A time that is left out in spring is as the clock would have gone on")
  func leftOut() throws {
    let zone = try #require(DayZone("Europe/Berlin"))
    let moment = zone.moment(try #require(CalendarDay("2026-03-29")), 2.5 * 3600)
    #expect(Timestamp.text(moment) == "2026-03-29T01:30:00.000Z")
  }

  @Test(
    "A time says where it is read",
    arguments: [
      ("UTC", "UTC"), ("Europe/Berlin", "Berlin"), ("Etc/UTC", "UTC"), ("America/New_York", "New York"),
      ("America/Argentina/La_Rioja", "La Rioja"),
    ])
  func label(zone: String, expected: String) throws { #expect(try #require(DayZone(zone)).label == expected) }

  @Test(
    "Only names of the database are zones",
    arguments: [
      "", "Mars/Phobos", "europe/berlin", "EUROPE/BERLIN", "Europe/Berlln", "GMT+5", "UTC+2", "CET", "+02:00", "Berlin",
    ])
  func unknown(name: String) { #expect(DayZone(name) == nil) }
}
