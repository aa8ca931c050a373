import Foundation

/// The time zone in which days begin and end: a project's `timezone`, UTC where it has none.
package struct DayZone: Hashable, Sendable {
  /// `Europe/Berlin`, or `UTC`.
  package let name: String
  private let zone: TimeZone

  /// Seconds that clocks there are ahead of UTC.
  func offset(at moment: Date) -> Int { zone.secondsFromGMT(for: moment) }

  package static let utc = DayZone(name: "UTC", zone: .gmt)

  private init(name: String, zone: TimeZone) { (self.name, self.zone) = (name, zone) }

  /// Any zone that the machine knows.
  package init(_ zone: TimeZone) { self.init(name: zone.identifier, zone: zone) }

  /// Nil for a name that the IANA time zone database does not have in these letters.
  package init?(_ name: String) {
    if name == "UTC" || name == "Etc/UTC" || name == "GMT" {
      self.init(name: name, zone: .gmt)
      return
    }
    guard name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
    // Names that differ by case only are another's on machines whose database is a folder.
    let known = Self.names.first { $0.lowercased() == name.lowercased() }
    guard known == nil || known == name else { return nil }
    self.init(name: name, zone: zone)
  }

  /// Names to choose from.
  package static var names: [String] { TimeZone.knownTimeZoneIdentifiers + ["UTC"] }

  /// The day that a moment falls on.
  package func day(_ moment: Date) -> CalendarDay {
    CalendarDay(wall(moment))
  }

  /// The first moment of a day: midnight, or where the clock is put forward over it, when it was.
  package func start(of day: CalendarDay) -> Date { moment(day, 0) }
}
