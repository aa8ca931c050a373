import Canvas
import Clocks
import Foundation
import Operations

/// Ages of data as panes show them.
enum AgeLine {
  /// In a border: `now`, `3 min old`.
  static func border(_ age: String) -> String { age == "now" ? age : age + " old" }

  /// Before the reason why it is no newer, where "now" would deny what it says.
  static func notice(_ age: String) -> String { age == "now" ? "under 1 min" : age }
}

/// Moments and days as screens show them, UTC.
enum ClockText {
  /// `06:10`.
  static func minute(_ moment: Date) -> String { String(Timestamp.text(moment).dropFirst(11).prefix(5)) }

  /// `06:10:05`.
  static func second(_ moment: Date) -> String { String(Timestamp.text(moment).dropFirst(11).prefix(8)) }

  /// `21 Nov`.
  static func day(_ day: CalendarDay) -> String {
    let parts = day.components
    return "\(parts.day) \(months[(parts.month + 11) % 12])"
  }

  /// `06:10` today, `20 Nov 06:10` this year, `20 Nov 2025` before.
  static func moment(_ moment: Date, now: Date) -> String {
    let (day, today) = (CalendarDay(moment), CalendarDay(now))
    if day == today { return minute(moment) }
    if day.components.year != today.components.year { return "\(self.day(day)) \(day.components.year)" }
    return "\(self.day(day)) \(minute(moment))"
  }

  /// `21 Nov 2026 06:10`: all that any of the shorter forms shows.
  static func full(_ moment: Date) -> String {
    let day = CalendarDay(moment)
    return "\(self.day(day)) \(day.components.year) \(minute(moment)) \(day) \(self.day(day)) \(minute(moment))"
  }

  /// `25 Oct – 21 Nov`, with years where they are not this one.
  static func range(_ range: DayRange, now: Date, _ glyphs: Glyphs) -> String {
    let years = (range.from.components.year, range.to.components.year)
    let isPlain = years.0 == years.1 && years.1 == CalendarDay(now).components.year
    let from = day(range.from) + (years.0 == years.1 ? "" : " \(years.0)")
    return "\(from) \(glyphs.dash) \(day(range.to))" + (isPlain ? "" : " \(years.1)")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

/// Figures as screens show them. What is not known is a dash, never a zero.
enum FigureText {
  static func count(_ value: Int64?, _ glyphs: Glyphs) -> String {
    value.map { NumberText.integer(Int($0)) } ?? glyphs.dash
  }

  static func seconds(_ value: Double?, _ glyphs: Glyphs) -> String {
    value.map(AgeText.duration) ?? glyphs.dash
  }

  /// `100 %`, `97.5 %`. Rounded down: a score of less than one never reads 100 %.
  static func score(_ value: Double?, _ glyphs: Glyphs) -> String {
    guard let value, value.isFinite else { return glyphs.dash }
    return ScoreText.percent(value)
  }

  static func scoreRole(_ value: Double?) -> Role {
    guard let value else { return .dim }
    return value >= 1 ? .text : value >= 0.9 ? .late : .failed
  }

  /// A measured value of a rule: as few digits as it has, six at most.
  static func measure(_ value: Double?, _ glyphs: Glyphs) -> String {
    guard let value else { return glyphs.dash }
    if value == value.rounded(), abs(value) < 1e15 { return NumberText.fixed(value) }
    var text = NumberText.measure(value, decimals: 6)
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }
}
