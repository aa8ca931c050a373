import ArgumentParser
import Clocks
import Foundation

/// A moment as a person gives it: `2026-11-21`, `2026-11-21T06:10:00Z`, or how long ago: `90s`, `15m`, `2h`, `3d`.
struct MomentArgument: ExpressibleByArgument {
  private enum Meaning {
    /// Without an offset it depends on the zone.
    case written(String)
    case ago(TimeInterval)
  }

  private let meaning: Meaning

  init?(argument: String) {
    if Timestamp.parse(argument) != nil {
      meaning = .written(argument)
    } else if let seconds = Self.span(argument) {
      meaning = .ago(seconds)
    } else {
      return nil
    }
  }

  /// So many hours ago.
  init(hours: Double) { meaning = .ago(hours * 3600) }

  /// - Parameter zone: where a day begins, and where a time without an offset is read.
  func date(now: Date = Date(), zone: DayZone = .utc) -> Date {
    switch meaning {
    case .written(let text): zone.moment(parsing: text) ?? now
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
  private let written: String
  private let span: TimeInterval?

  init?(argument: String) {
    written = argument
    span = MomentArgument.span(argument)
    guard span != nil || Timestamp.parse(argument) != nil else { return nil }
  }

  /// - Parameter zone: where a day begins, and where a time without an offset is read.
  func date(now: Date = Date(), zone: DayZone = .utc) -> Date {
    span.map(now.addingTimeInterval) ?? zone.moment(parsing: written) ?? now
  }
}

/// A day as a person gives it: `2026-11-21`, or `today` or `yesterday` where the project's days begin.
struct DayArgument: ExpressibleByArgument {
  private enum Meaning {
    case on(CalendarDay)
    case ago(days: Int)
  }

  private let meaning: Meaning

  init?(argument: String) {
    switch argument {
    case "today": meaning = .ago(days: 0)
    case "yesterday": meaning = .ago(days: 1)
    default:
      guard let day = CalendarDay(argument) else { return nil }
      meaning = .on(day)
    }
  }

  func day(in zone: DayZone, now: Date = Date()) -> CalendarDay {
    switch meaning {
    case .on(let day): day
    case .ago(let days): zone.day(now).advanced(by: -days)
    }
  }
}
