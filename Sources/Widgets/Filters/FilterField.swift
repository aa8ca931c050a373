import Clocks
import Foundation

/// A field one can filter by, and how values of it are typed.
package struct FilterField: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Numbers where both sides are, else text.
    case plain
    case number
    /// Shown in per cent, kept as a fraction: `95`, `95%` and `0.95` are one.
    case percent
    /// `2026-11-27`, `2026-11-27 06:10`, `06:10` of today, or `12h`: the moment so long ago.
    case moment
    /// `2026-11-27`, or `3d`: the day so long ago.
    case day
  }

  package let name: String
  package let kind: Kind
  package init(_ name: String, _ kind: Kind = .plain) {
    self.name = name
    self.kind = kind
  }

  /// The values a typed text stands for; nil when it is none of the field's kind.
  func range(of text: String, now: Date, zone: DayZone) -> ClosedRange<Double>? {
    switch kind {
    case .plain: nil
    case .number: FieldValue.typedNumber(text).map { $0...$0 }
    case .percent: Self.percent(text)
    case .moment: Self.moment(text, now, zone)
    case .day: Self.day(text, now, zone)
    }
  }

  /// What is wrong with a text that is none.
  func problem(_ text: String) -> String {
    let wanted =
      switch kind {
      case .plain, .number: "a number: 1000, 1.5k, 30s, 2h"
      case .percent: "a percentage: 95%"
      case .moment: "a time: 2026-11-27, 06:10, 12h"
      case .day: "a day: 2026-11-27, 3d"
      }
    return "\(name): “\(text)” is not \(wanted)"
  }

  /// As shown, rounded down to a tenth.
  private static func percent(_ text: String) -> ClosedRange<Double>? {
    guard let typed = FieldValue.typedNumber(text) else { return nil }
    let value = typed > 1 ? typed / 100 : typed
    return value...(value >= 1 ? value : value + 0.000_999)
  }

  private static func moment(_ text: String, _ now: Date, _ zone: DayZone) -> ClosedRange<Double>? {
    let moment = { (date: Date, length: Double) in
      date.timeIntervalSince1970...date.timeIntervalSince1970 + length
    }
    if let day = CalendarDay(text) {
      // A day is 23 or 25 hours long where clocks are put forward or back.
      let start = zone.start(of: day)
      return moment(start, zone.start(of: day.advanced(by: 1)).timeIntervalSince(start) - 0.001)
    }
    let parts = text.split { $0 == " " || $0 == "T" }.map(String.init)
    if let clock = parts.last.flatMap(clock) {
      guard let day = parts.count == 1 ? zone.day(now) : parts.count == 2 ? CalendarDay(parts[0]) : nil else {
        return nil
      }
      return moment(zone.moment(day, clock), 59.999)
    }
    if let exact = zone.moment(parsing: text) { return moment(exact, 0.999) }
    return age(text).map { moment(now.addingTimeInterval(-$0), 0) }
  }

  private static func day(_ text: String, _ now: Date, _ zone: DayZone) -> ClosedRange<Double>? {
    let day = CalendarDay(text) ?? age(text).map { zone.day(now.addingTimeInterval(-$0)) }
    return day.map { Double($0.daysSince1970)...Double($0.daysSince1970) }
  }

  /// `12h`, `3d`: a number alone is no length of time.
  private static func age(_ text: String) -> Double? {
    text.last?.isLetter == true && !text.contains(where: { "kMGT".contains($0) })
      ? FieldValue.typedNumber(text) : nil
  }

  /// Seconds of `06:10`.
  private static func clock(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    return Double(hour * 3600 + minute * 60)
  }
}
