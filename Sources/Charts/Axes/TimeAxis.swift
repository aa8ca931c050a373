import Clocks
import Foundation

/// An axis of time, UTC, with ticks at calendar boundaries.
package struct TimeAxis: Hashable, Sendable {
  package let lower: Date
  package let upper: Date
  package let ticks: [Tick]
  /// The zone to show beside ticks that are hours; nil where the ticks are days or longer.
  package let zone: String?

  /// - Parameters:
  ///   - limit: the most ticks there is room for.
  ///   - isDaily: what is shown has one value a day, so that hours between days mean nothing.
  package init(_ range: ClosedRange<Date>, limit: Int, isDaily: Bool = false) {
    lower = range.lowerBound
    upper = max(range.upperBound, range.lowerBound.addingTimeInterval(1))
    let whole = lower...upper
    let span = upper.timeIntervalSince(lower)
    let start = lower
    let (step, moments) = Self.choose(whole, span, max(1, limit), isDaily)
    ticks = moments.prefix(max(1, limit)).map {
      Tick(position: $0.timeIntervalSince(start) / span, label: step.label($0))
    }
    zone = ticks.contains { $0.label.contains(":") } ? "UTC" : nil
  }

  /// The finest step that has room. Where weeks would leave a few days without any name, every second or third day has one.
  private static func choose(
    _ whole: ClosedRange<Date>, _ span: TimeInterval, _ limit: Int, _ isDaily: Bool
  ) -> (CalendarStep, [Date]) {
    let ladder = CalendarStep.ladder.drop { isDaily && $0.seconds < CalendarStep.days.seconds }
    for step in ladder where span / step.seconds < Double(limit) + 1 {
      // Counting is only worth it where the length of the range says that it may fit.
      let moments = step.moments(in: whole)
      if (1...limit).contains(moments.count) { return (step, moments) }
      if moments.isEmpty { break }
    }
    if span < CalendarStep.weeks(2).seconds {
      let days = CalendarStep.days.moments(in: whole)
      let stride = (days.count + limit - 1) / limit
      if !days.isEmpty { return (.days, days.enumerated().filter { $0.offset % stride == 0 }.map(\.element)) }
    }
    let last = CalendarStep.ladder[CalendarStep.ladder.count - 1]
    return (last, last.moments(in: whole))
  }

  /// Where a moment is, 0…1.
  package func position(_ moment: Date) -> Double {
    min(1, max(0, moment.timeIntervalSince(lower) / upper.timeIntervalSince(lower)))
  }

  /// A day as sentences say it: `8 Nov`.
  static func dayText(_ moment: Date) -> String { CalendarStep.days.label(moment) }
}
