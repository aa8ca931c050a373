import Canvas
import Clocks
import Foundation
import Operations

/// Ages of data as they stand beside what is shown.
package enum AgeLine {
  /// In a border: `now`, `3 min old`.
  package static func border(_ age: String) -> String { age == "now" ? age : age + " old" }

  /// Before the reason why it is no newer, where "now" would deny what it says.
  package static func notice(_ age: String) -> String { age == "now" ? "under 1 min" : age }
}

/// Moments and days as they are shown, in the project's time zone.
package struct ClockText: Sendable, Hashable {
  package let zone: DayZone
  package let now: Date

  package init(_ zone: DayZone, now: Date) { (self.zone, self.now) = (zone, now) }

  package var today: CalendarDay { zone.day(now) }

  /// `06:10`.
  package func minute(_ moment: Date) -> String { clock(moment, 5) }

  /// `06:10:05`.
  package func second(_ moment: Date) -> String { clock(moment, 8) }

  private func clock(_ moment: Date, _ length: Int) -> String {
    String(Timestamp.text(zone.wall(moment)).dropFirst(11).prefix(length))
  }

  /// `06:10 UTC`, `07:10 Berlin`.
  package var nowWithZone: String { "\(minute(now)) \(zone.label)" }

  /// `06:10` today, `20 Nov 06:10` this year, `20 Nov 2025` before.
  package func moment(_ moment: Date) -> String {
    let day = zone.day(moment)
    if day == today { return minute(moment) }
    if day.components.year != today.components.year { return "\(Self.day(day)) \(day.components.year)" }
    return "\(Self.day(day)) \(minute(moment))"
  }

  /// `21 Nov 2026 06:10`: all that any of the shorter forms shows.
  package static func full(_ moment: Date, _ zone: DayZone) -> String {
    let day = zone.day(moment)
    let minute = ClockText(zone, now: moment).minute(moment)
    return "\(self.day(day)) \(day.components.year) \(minute) \(day) \(self.day(day)) \(minute)"
  }

  /// `25 Oct – 21 Nov`, with years where they are not this one.
  package func range(_ range: DayRange, _ glyphs: Glyphs) -> String {
    let years = (range.from.components.year, range.to.components.year)
    let isPlain = years.0 == years.1 && years.1 == today.components.year
    let from = Self.day(range.from) + (years.0 == years.1 ? "" : " \(years.0)")
    return "\(from) \(glyphs.dash) \(Self.day(range.to))" + (isPlain ? "" : " \(years.1)")
  }

  /// `21 Nov`.
  package static func day(_ day: CalendarDay) -> String {
    let parts = day.components
    return "\(parts.day) \(months[(parts.month + 11) % 12])"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
