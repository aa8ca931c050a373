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

/// Moments and days as screens show them, in the project's time zone.
struct ClockText: Sendable, Hashable {
  let zone: DayZone
  let now: Date

  init(_ zone: DayZone, now: Date) { (self.zone, self.now) = (zone, now) }

  var today: CalendarDay { zone.day(now) }

  /// `06:10`.
  func minute(_ moment: Date) -> String { clock(moment, 5) }

  /// `06:10:05`.
  func second(_ moment: Date) -> String { clock(moment, 8) }

  private func clock(_ moment: Date, _ length: Int) -> String {
    String(Timestamp.text(zone.wall(moment)).dropFirst(11).prefix(length))
  }

  /// `06:10 UTC`, `07:10 Berlin`.
  var nowWithZone: String { "\(minute(now)) \(zone.label)" }

  /// `06:10` today, `20 Nov 06:10` this year, `20 Nov 2025` before.
  func moment(_ moment: Date) -> String {
    let day = zone.day(moment)
    if day == today { return minute(moment) }
    if day.components.year != today.components.year { return "\(Self.day(day)) \(day.components.year)" }
    return "\(Self.day(day)) \(minute(moment))"
  }

  /// `21 Nov 2026 06:10`: all that any of the shorter forms shows.
  static func full(_ moment: Date, _ zone: DayZone) -> String {
    let day = zone.day(moment)
    let minute = ClockText(zone, now: moment).minute(moment)
    return "\(self.day(day)) \(day.components.year) \(minute) \(day) \(self.day(day)) \(minute)"
  }

  /// `25 Oct – 21 Nov`, with years where they are not this one.
  func range(_ range: DayRange, _ glyphs: Glyphs) -> String {
    let years = (range.from.components.year, range.to.components.year)
    let isPlain = years.0 == years.1 && years.1 == today.components.year
    let from = Self.day(range.from) + (years.0 == years.1 ? "" : " \(years.0)")
    return "\(from) \(glyphs.dash) \(Self.day(range.to))" + (isPlain ? "" : " \(years.1)")
  }

  /// `21 Nov`.
  static func day(_ day: CalendarDay) -> String {
    let parts = day.components
    return "\(parts.day) \(months[(parts.month + 11) % 12])"
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
