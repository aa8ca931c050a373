import Clocks
import Foundation

/// What a metric is expected to be at an hour, and how far it strays. Ours, since CloudWatch's is unpublished:
///
/// 1. It is trained on the fourteen days before the UTC day that is judged, so that it changes once a day.
/// 2. The expected value is the median of the same hour of the week; where there are fewer than four datapoints of it, of
///    the same hour of the day; then of all.
/// 3. The spread is the median distance from it of the same datapoints, scaled so that it is the standard deviation of
///    normal noise (× 1.4826); where more than half of them are equal, the mean distance (× 1.2533); never less than a
///    hundredth of the expected value.
///
/// Medians do not move by a few outliers, so that a bad day does not teach the model that bad is normal.
package struct AnomalyModel: Sendable, Hashable {
  package static let trainingDays = 14
  static let least = 4

  /// By hour of the week (0…167, Monday 0:00 UTC first), hour of the day and over all; nil where too few are known.
  private let weekHours: [Level?]
  private let dayHours: [Level?]
  private let all: Level?

  struct Level: Sendable, Hashable {
    let centre: Double
    let spread: Double
  }

  package init(_ points: [PeriodValue]) {
    var weekHours = [[Double]](repeating: [], count: 168)
    var dayHours = [[Double]](repeating: [], count: 24)
    for point in points where point.value.isFinite {
      weekHours[Self.weekHour(point.start)].append(point.value)
      dayHours[Self.weekHour(point.start) % 24].append(point.value)
    }
    self.weekHours = weekHours.map(Self.level)
    self.dayHours = dayHours.map(Self.level)
    all = Self.level(dayHours.flatMap(\.self))
  }

  /// The expected range; nil where there are too few datapoints to expect anything.
  ///
  /// - Parameter width: so many standard deviations either way.
  package func band(at moment: Date, width: Double) -> ClosedRange<Double>? {
    let hour = Self.weekHour(moment)
    guard let level = weekHours[hour] ?? dayHours[hour % 24] ?? all else { return nil }
    let reach = level.spread * max(0, width)
    guard (level.centre - reach).isFinite, (level.centre + reach).isFinite else { return nil }
    return level.centre - reach...level.centre + reach
  }

  private static func weekHour(_ moment: Date) -> Int {
    let hours = Int(saturating: (moment.timeIntervalSince1970 / 3600).rounded(.down))
    return (CalendarDay(moment).weekday - 1) * 24 + (hours % 24 + 24) % 24
  }

  private static func level(_ values: [Double]) -> Level? {
    guard values.count >= least else { return nil }
    let centre = median(values)
    let distances = values.map { abs($0 - centre) }
    let typical = median(distances) * 1.4826
    let mean = distances.reduce(0, +) / Double(distances.count) * 1.2533
    return Level(centre: centre, spread: max(typical > 0 ? typical : mean, abs(centre) / 100))
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? sorted[middle - 1] / 2 + sorted[middle] / 2 : sorted[middle]
  }
}
