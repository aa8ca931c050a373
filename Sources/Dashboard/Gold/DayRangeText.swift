import Clocks
import Operations

/// Reads and changes ranges of days.
enum DayRangeText {
  static let lengths = [1, 7, 14, 28, 56, 91, 182, 365, 730]

  enum Reading: Hashable, Sendable {
    case newest
    case range(DayRange)
    case problem(String)
  }

  /// Reads `28` (days up to `end`), `2026-10-01..2026-10-31`, one day, or nothing for the newest days.
  static func read(_ text: String, end: CalendarDay) -> Reading {
    let typed = text.split(whereSeparator: \.isWhitespace).joined()
    if typed.isEmpty { return .newest }
    if let days = Int(typed) {
      guard (1...3660).contains(days) else { return .problem("1 to 3660 days") }
      return .range(DayRange(from: end.advanced(by: 1 - days), to: end))
    }
    if let day = CalendarDay(typed) { return .range(DayRange(from: day, to: day)) }
    guard let dots = typed.firstRange(of: "..") else { return .problem("28, or 2026-10-01..2026-10-31") }
    guard let from = CalendarDay(String(typed[..<dots.lowerBound])) else { return .problem("no day before ..") }
    guard let to = CalendarDay(String(typed[dots.upperBound...])) else { return .problem("no day after ..") }
    return from <= to ? .range(DayRange(from: from, to: to)) : .problem("the first day is after the last")
  }

  /// The next longer or shorter usual length, with the same last day.
  static func resized(_ range: DayRange, longer: Bool) -> DayRange {
    let wanted = longer ? lengths.first { $0 > range.days } : lengths.last { $0 < range.days }
    return DayRange(from: range.to.advanced(by: 1 - (wanted ?? range.days)), to: range.to)
  }

  /// Moved by its own length.
  static func moved(_ range: DayRange, later: Bool) -> DayRange {
    if !later { return range.previous }
    return DayRange(from: range.to.advanced(by: 1), to: range.to.advanced(by: range.days))
  }
}
