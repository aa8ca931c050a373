import Clocks
import Interaction
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
    let ends = [String(typed[..<dots.lowerBound]), String(typed[dots.upperBound...])]
    guard let from = CalendarDay(ends[0]) else { return .problem("“\(ends[0])” is no day") }
    guard let to = CalendarDay(ends[1]) else { return .problem("“\(ends[1])” is no day") }
    return from <= to ? .range(DayRange(from: from, to: to)) : .problem("the first day is after the last")
  }

  /// Sets a range to what was typed; nil stands for the newest days. A text says why it is not understood.
  static func set(_ range: inout DayRange?, to text: String, of report: GoldReport?) -> String? {
    switch read(text, end: report?.range.to ?? CalendarDay(daysSince1970: 0)) {
    case .newest: range = nil
    case .range(let typed): range = typed
    case .problem(let problem): return problem
    }
    return nil
  }

  /// What a key makes of a range; nil for a key that is about something else.
  static func changed(_ range: DayRange, by action: ActionID) -> DayRange? {
    switch action {
    case .earlier: moved(range, later: false)
    case .later: moved(range, later: true)
    case .shorter: resized(range, longer: false)
    case .longer: resized(range, longer: true)
    default: nil
    }
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
