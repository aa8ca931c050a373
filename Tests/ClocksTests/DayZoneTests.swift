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
    "Only names of the database are zones",
    arguments: [
      "", "Mars/Phobos", "europe/berlin", "EUROPE/BERLIN", "Europe/Berlln", "GMT+5", "UTC+2", "CET", "+02:00", "Berlin",
    ])
  func unknown(name: String) { #expect(DayZone(name) == nil) }
}
