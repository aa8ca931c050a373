import Foundation

/// A day of the proleptic Gregorian calendar, without a time zone: `2026-11-21`.
package struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let daysSince1970: Int

  /// Two thousand million years either way, so that no calculation with a day from outside leaves the whole numbers.
  private static let range = -1_000_000_000_000...1_000_000_000_000

  /// - Parameter daysSince1970: a number beyond 10¹² counts as that.
  package init(daysSince1970: Int) {
    self.daysSince1970 = Swift.min(Swift.max(daysSince1970, Self.range.lowerBound), Self.range.upperBound)
  }

  /// The UTC day a moment falls on.
  package init(_ moment: Date) {
    self.init(daysSince1970: Int(saturating: (moment.timeIntervalSince1970 / 86_400).rounded(.down)))
  }

  package init(year: Int, month: Int, day: Int) {
    // Days from civil, counting the year from March so that the leap day is its last.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSince1970 = era * 146_097 + dayOfEra - 719_468
  }

  /// Reads `yyyy-MM-dd`; nil when it is no such day.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard components == (year, month, day) else { return nil }
  }

  package var components: (year: Int, month: Int, day: Int) {
    let shifted = daysSince1970 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// Monday is 1, Sunday is 7 (ISO 8601).
  package var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 + 1 }

  /// Its midnight, UTC.
  package var start: Date { Date(timeIntervalSince1970: TimeInterval(daysSince1970) * 86_400) }

  package var description: String {
    let (year, month, day) = components
    return "\(Timestamp.pad(year, 4))-\(Timestamp.pad(month))-\(Timestamp.pad(day))"
  }

  package func advanced(by days: Int) -> CalendarDay { CalendarDay(daysSince1970: daysSince1970.saturatingAdd(days)) }
  package static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.daysSince1970 < b.daysSince1970 }
}
