import Clocks
import Foundation

/// An axis of time, UTC, with ticks at calendar boundaries.
package struct TimeAxis: Hashable, Sendable {
  package let lower: Date
  package let upper: Date
  package let ticks: [Tick]
  /// The zone to show beside ticks that are hours; nil where the ticks are days or longer.
  package let zone: String?

  /// - Parameter limit: the most ticks there is room for.
  package init(_ range: ClosedRange<Date>, limit: Int) {
    lower = range.lowerBound
    upper = max(range.upperBound, range.lowerBound.addingTimeInterval(1))
    let whole = lower...upper
    let span = upper.timeIntervalSince(lower)
    let last = CalendarStep.ladder[CalendarStep.ladder.count - 1]
    let step =
      CalendarStep.ladder.first { step in
        // Counting is only worth it where the length of the range says that it may fit.
        span / step.seconds < Double(limit) + 1 && step.moments(in: whole).count <= max(1, limit)
      } ?? last
    let start = lower
    ticks = step.moments(in: whole).prefix(max(1, limit)).map {
      Tick(position: $0.timeIntervalSince(start) / span, label: step.label($0))
    }
    zone = ticks.contains { $0.label.contains(":") } ? "UTC" : nil
  }

  /// Where a moment is, 0…1.
  package func position(_ moment: Date) -> Double {
    min(1, max(0, moment.timeIntervalSince(lower) / upper.timeIntervalSince(lower)))
  }

  /// A day as sentences say it: `8 Nov`.
  static func dayText(_ moment: Date) -> String { CalendarStep.days.label(moment) }
}
