import Foundation

/// A clock on which days pass quickly: of each day it shows a few stretches at the machine's pace, and leaps over the rest.
/// What runs by it sees seconds that are seconds, and lives through a day in a minute.
package struct LeapingClock: WallClock, Hashable {
  /// When the first day began, by the machine.
  package let begin: Date
  package let firstDay: CalendarDay
  package let zone: DayZone
  /// Seconds of the machine that a day takes.
  package let pace: TimeInterval
  /// How many days pass, 1 or more; the last one goes on to its end, and so on.
  package let days: Int

  /// The stretches of a day: from which part of its time on they are shown, and the time of day they begin at.
  package static let stretches: [(from: Double, timeOfDay: TimeInterval)] = [
    (0, 6 * 3600 - 2), (0.25, 6 * 3600 + 600 - 2), (0.75, 6 * 3600 + 1800),
  ]

  package init(
    begin: Date = Date(), firstDay: CalendarDay, zone: DayZone = .utc, pace: TimeInterval = 60, days: Int
  ) {
    (self.begin, self.firstDay, self.zone) = (begin, firstDay, zone)
    (self.pace, self.days) = (max(1, pace), max(1, days))
  }

  package func now() -> Date { now(machine: Date()) }

  package func now(machine: Date) -> Date {
    let elapsed = max(0, machine.timeIntervalSince(begin))
    let day = min(Int(min(elapsed / pace, 1e6)), days - 1)
    let seconds = elapsed - Double(day) * pace
    let stretch = Self.stretches.last { $0.from * pace <= seconds } ?? Self.stretches[0]
    return zone.moment(firstDay.advanced(by: day), stretch.timeOfDay).addingTimeInterval(seconds - stretch.from * pace)
  }

  /// Whether all its days have passed.
  package func isOver(machine: Date = Date()) -> Bool { machine.timeIntervalSince(begin) >= pace * Double(days) }
}

extension LeapingClock {
  /// One line that `init(text:)` reads.
  package var text: String {
    [Timestamp.text(begin), firstDay.description, zone.name, "\(pace)", "\(days)"].joined(separator: " ")
  }

  package init?(text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 5, let begin = Timestamp.parse(words[0]), let day = CalendarDay(words[1]),
      let zone = DayZone(words[2]), let pace = Double(words[3]), pace.isFinite, let days = Int(words[4])
    else { return nil }
    self.init(begin: begin, firstDay: day, zone: zone, pace: pace, days: days)
  }
}
