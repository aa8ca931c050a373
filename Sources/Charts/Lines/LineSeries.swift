import Clocks
import Foundation

/// A line of a chart.
package struct LineSeries: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    package var moment: Date
    /// Nil where nothing was measured: a gap, not a zero.
    package var value: Double?
    package init(_ moment: Date, _ value: Double?) {
      self.moment = moment
      self.value = value
    }
  }

  package var name: String
  package var points: [Point]

  /// Points in order of time; what is no number counts as missing.
  package init(_ name: String, _ points: [Point]) {
    self.name = name
    self.points =
      points.sorted { $0.moment < $1.moment }.map { Point($0.moment, $0.value.flatMap { $0.isFinite ? $0 : nil }) }
  }

  /// One point for each day of a range; days without a value are gaps.
  package static func daily(_ name: String, _ values: [CalendarDay: Double], over days: ClosedRange<CalendarDay>)
    -> LineSeries
  {
    let all = days.lowerBound.daysSince1970...days.upperBound.daysSince1970
    return LineSeries(
      name,
      all.map { number in
        let day = CalendarDay(daysSince1970: number)
        return Point(day.start, values[day])
      })
  }
}
