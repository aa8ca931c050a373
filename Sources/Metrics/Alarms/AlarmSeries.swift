import Clocks
import Foundation

/// A metric's samples gathered into an alarm's periods, each looked up in constant time.
package struct AlarmSeries: Sendable {
  private let points: [Int64: (value: Double, samples: Double)]
  /// The values beside each other where they lie close; no number for a period without data.
  private let row: (first: Int64, period: Int64, values: [Double])?

  package init(_ samples: [Sample], period: PeriodSeries, statistic: Statistic) {
    var gathered: [Int64: [Sample]] = [:]
    for sample in samples where sample.value.isFinite {
      gathered[Self.key(period.start(of: sample.at)), default: []].append(sample)
    }
    points = gathered.compactMapValues { members in
      let sets = members.compactMap(\.set)
      let values = members.filter { $0.set == nil }.map(\.value)
      return statistic.value(of: values, sets).map {
        ($0, Double(values.count) + sets.reduce(0) { $0 + $1.sampleCount })
      }
    }
    row = Self.row(points, Int64(period.period))
  }

  private static func row(
    _ points: [Int64: (value: Double, samples: Double)], _ period: Int64
  ) -> (first: Int64, period: Int64, values: [Double])? {
    guard let first = points.keys.min(), let last = points.keys.max(),
      last.subtractingReportingOverflow(first).partialValue / period < Int64(points.count) * 16 + 1024
    else { return nil }
    var values = [Double](repeating: .nan, count: Int((last - first) / period) + 1)
    for (key, point) in points { values[Int((key - first) / period)] = point.value }
    return (first, period, values)
  }

  /// The value of the period that starts at a second; nil without data.
  func value(atSecond second: Int64) -> Double? {
    guard let row else { return points[second]?.value }
    let place = (second - row.first) / row.period
    guard second >= row.first, place < row.values.count else { return nil }
    let value = row.values[Int(place)]
    return value.isNaN ? nil : value
  }

  /// Nil for a period without data.
  func point(at start: Date) -> (value: Double, samples: Double)? { points[Self.key(start)] }

  func values(over grid: SeriesGrid) -> [Double?] { (0..<grid.count).map { point(at: grid.start($0))?.value } }

  /// The starts of the oldest and the newest period with data.
  package var span: ClosedRange<Date>? {
    guard let least = points.keys.min(), let greatest = points.keys.max() else { return nil }
    return Date(timeIntervalSince1970: TimeInterval(least))...Date(timeIntervalSince1970: TimeInterval(greatest))
  }

  /// Starts are whole seconds.
  private static func key(_ start: Date) -> Int64 { Int64(saturating: start.timeIntervalSince1970) }
}

/// The datapoints of each metric that an alarm takes, by the id of its query.
package struct AlarmData: Sendable {
  package let series: [String: AlarmSeries]

  /// - Parameter samples: by id; an id without samples has no data.
  package init(_ alarm: MetricAlarm, _ samples: [String: [Sample]]) {
    series = Dictionary(
      alarm.subject.metrics.map { id, metric in
        (id, AlarmSeries(samples[id] ?? [], period: alarm.period, statistic: metric.statistic))
      }, uniquingKeysWith: { first, _ in first })
  }

  package var span: ClosedRange<Date>? {
    let spans = series.values.compactMap(\.span)
    guard let least = spans.map(\.lowerBound).min(), let greatest = spans.map(\.upperBound).max() else { return nil }
    return least...greatest
  }
}
