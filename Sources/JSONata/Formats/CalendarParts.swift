import Clocks
import Foundation

/// A moment taken apart as calendars do, at an offset from UTC.
struct CalendarParts {
  let day: CalendarDay
  let millisecondOfDay: Int

  /// - Parameter milliseconds: since 1970; kept within what a calendar of four-digit years can hold a hundred times.
  init(milliseconds: Double) {
    let kept = Int(min(max(milliseconds.rounded(.down), -8.64e15), 8.64e15))
    let days = Int((Double(kept) / 86_400_000).rounded(.down))
    day = CalendarDay(daysSince1970: days)
    millisecondOfDay = kept - days * 86_400_000
  }

  /// What a component letter of a picture means; nil for letters that are no numbers.
  func value(of component: Character) -> Int? {
    let (year, month, dayOfMonth) = day.components
    return switch component {
    case "Y": year
    case "M": month
    case "D": dayOfMonth
    case "d": day.daysSince1970 - CalendarDay(year: year, month: 1, day: 1).daysSince1970 + 1
    case "F": day.weekday
    case "W": week(in: isoYear)
    case "w": weekOfMonth
    case "X": isoYear
    case "x": monthOfWeek.month
    case "H": hour
    case "h": hour % 12 == 0 ? 12 : hour % 12
    case "P": hour < 12 ? 0 : 1
    case "m": millisecondOfDay / 60_000 % 60
    case "s": millisecondOfDay / 1000 % 60
    case "f": millisecondOfDay % 1000
    default: nil
    }
  }

  private var hour: Int { millisecondOfDay / 3_600_000 }

  /// Monday of the first week of a month: the one with the month's first Thursday.
  private static func firstWeek(_ year: Int, _ month: Int) -> CalendarDay {
    let shifted = month < 1 ? (year - 1, 12) : month > 12 ? (year + 1, 1) : (year, month)
    let first = CalendarDay(year: shifted.0, month: shifted.1, day: 1)
    return first.advanced(by: first.weekday > 4 ? 8 - first.weekday : 1 - first.weekday)
  }

  private var isoYear: Int {
    let year = day.components.year
    if day < Self.firstWeek(year, 1) { return year - 1 }
    return day >= Self.firstWeek(year + 1, 1) ? year + 1 : year
  }

  private func week(in year: Int) -> Int { weeks(since: Self.firstWeek(year, 1)) }

  private func weeks(since start: CalendarDay) -> Int { (day.daysSince1970 - start.daysSince1970) / 7 + 1 }

  /// The month that a week belongs to, with the year it is of.
  private var monthOfWeek: (year: Int, month: Int) {
    let (year, month, _) = day.components
    if day < Self.firstWeek(year, month) { return month == 1 ? (year - 1, 12) : (year, month - 1) }
    if day >= Self.firstWeek(year, month + 1) { return month == 12 ? (year + 1, 1) : (year, month + 1) }
    return (year, month)
  }

  private var weekOfMonth: Int {
    let (year, month) = monthOfWeek
    return weeks(since: Self.firstWeek(year, month))
  }
}
