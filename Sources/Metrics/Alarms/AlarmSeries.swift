import Foundation

/// A metric's samples gathered into an alarm's periods, each looked up in constant time.
package struct AlarmSeries: Sendable {
  private let points: [Int64: AlarmDatapoint]

  package init(_ samples: [Sample], period: PeriodSeries, statistic: Statistic) {
    var gathered: [Int64: [Double]] = [:]
    for sample in samples where sample.value.isFinite {
      gathered[Self.key(period.start(of: sample.at)), default: []].append(sample.value)
    }
    var points: [Int64: AlarmDatapoint] = [:]
    for (key, values) in gathered {
      guard let value = statistic.value(of: values) else { continue }
      points[key] = AlarmDatapoint(
        start: Date(timeIntervalSince1970: TimeInterval(key)), value: value, samples: values.count)
    }
    self.points = points
  }

  /// Nil for a period without data.
  package func datapoint(at start: Date) -> AlarmDatapoint? { points[Self.key(start)] }

  /// The starts of the oldest and the newest period with data.
  package var span: ClosedRange<Date>? {
    guard let least = points.keys.min(), let greatest = points.keys.max() else { return nil }
    return Date(timeIntervalSince1970: TimeInterval(least))...Date(timeIntervalSince1970: TimeInterval(greatest))
  }

  /// Starts are whole seconds within what a date can say.
  private static func key(_ start: Date) -> Int64 {
    Int64(min(max(start.timeIntervalSince1970, -1e15), 1e15))
  }
}
