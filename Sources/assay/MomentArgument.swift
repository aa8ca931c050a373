import ArgumentParser
import Clocks
import Foundation

/// A moment as a person gives it: `2026-11-21`, `2026-11-21T06:10:00Z`, or how long ago: `90s`, `15m`, `2h`, `3d`.
struct MomentArgument: ExpressibleByArgument {
  private enum Meaning {
    case at(Date)
    case ago(TimeInterval)
  }

  private let meaning: Meaning

  init?(argument: String) {
    if let moment = Timestamp.parse(argument) {
      meaning = .at(moment)
    } else if let seconds = Self.span(argument) {
      meaning = .ago(seconds)
    } else {
      return nil
    }
  }

  func date(now: Date = Date()) -> Date {
    switch meaning {
    case .at(let date): date
    case .ago(let seconds): now.addingTimeInterval(-seconds)
    }
  }

  /// Seconds in a span such as `15m`; nil when it is none.
  static func span(_ text: String) -> TimeInterval? {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let count = UInt32(text.dropLast()) else { return nil }
    return Double(count) * unit
  }
}

/// A moment to come as a person gives it: `2026-11-29T06:00:00Z`, or a span from now: `90s`, `15m`, `2h`, `3d`.
struct FutureArgument: ExpressibleByArgument {
  private let moment: Date?
  private let span: TimeInterval

  init?(argument: String) {
    moment = Timestamp.parse(argument)
    guard let span = moment == nil ? MomentArgument.span(argument) : 0 else { return nil }
    self.span = span
  }

  func date(now: Date = Date()) -> Date { moment ?? now.addingTimeInterval(span) }
}

/// A day as a person gives it: `2026-11-21`, `today` or `yesterday` (UTC).
struct DayArgument: ExpressibleByArgument {
  let day: CalendarDay

  init?(argument: String) {
    switch argument {
    case "today": day = CalendarDay(Date())
    case "yesterday": day = CalendarDay(Date()).advanced(by: -1)
    default:
      guard let parsed = CalendarDay(argument) else { return nil }
      day = parsed
    }
  }
}
