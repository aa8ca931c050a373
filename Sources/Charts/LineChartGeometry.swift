import Canvas
import Clocks
import Foundation

/// A line chart worked out in unit coordinates (x 0…1 to the right, y 0…1 upwards), for any renderer.
package struct LineChartGeometry: Hashable, Sendable {
  package struct Place: Hashable, Sendable {
    package let x: Double
    package let y: Double
  }

  /// A stretch without gaps.
  package struct Segment: Hashable, Sendable {
    package let places: [Place]
    /// Leads to a bucket that is not complete yet: to be drawn broken, its end hollow.
    package let isPartial: Bool
  }

  package struct Line: Hashable, Sendable {
    package let name: String
    package let role: Role
    package let segments: [Segment]
    /// The last place with a value, where the direct label goes.
    package let end: Place?
  }

  package struct Threshold: Hashable, Sendable {
    package let y: Double
    package let label: String
  }

  package struct Options: Hashable, Sendable {
    package var format = ValueFormat.integer
    /// Where the axis of values starts: at zero, or near the smallest value.
    package var startsAtZero = true
    package var threshold: Double?
    /// Values from here on belong to a bucket that is still filling.
    package var partialFrom: Date?
    /// The most ticks there is room for.
    package var valueTicks = 5
    package var timeTicks = 6
    package init() {}
  }

  package let values: NumberAxis
  package let time: TimeAxis
  package let lines: [Line]
  package let threshold: Threshold?
  /// One sentence that says what the picture shows.
  package let summary: String

  /// At most four series have a colour of their own; more share the last.
  package init(_ series: [LineSeries], options: Options = Options()) {
    let all = series.flatMap { $0.points.compactMap(\.value) } + (options.threshold.map { [$0] } ?? [])
    let low = all.min() ?? 0
    let high = all.max() ?? 1
    values = NumberAxis(
      options.startsAtZero ? min(0, low)...max(0, high) : low...high, limit: options.valueTicks, format: options.format)
    let moments = series.flatMap { $0.points.map(\.moment) }
    let start = moments.min() ?? Date(timeIntervalSince1970: 0)
    time = TimeAxis(
      start...(moments.max() ?? start), limit: options.timeTicks,
      isDaily: moments.allSatisfy { CalendarDay($0).start == $0 })
    let (valueAxis, timeAxis) = (values, time)
    lines = series.enumerated().map { index, series in
      Self.line(series, Self.roles[min(index, Self.roles.count - 1)], valueAxis, timeAxis, options.partialFrom)
    }
    threshold = options.threshold.map { Threshold(y: valueAxis.position($0), label: options.format.short($0)) }
    summary = LineSummary.text(series, format: options.format, partialFrom: options.partialFrom)
  }

  package static let roles: [Role] = [.series1, .series2, .series3, .series4]

  private static func line(
    _ series: LineSeries, _ role: Role, _ values: NumberAxis, _ time: TimeAxis, _ partialFrom: Date?
  ) -> Line {
    var segments: [Segment] = []
    var current: [Place] = []
    var end: Place?
    for point in series.points {
      guard let value = point.value else {
        if !current.isEmpty { segments.append(Segment(places: current, isPartial: false)) }
        current = []
        continue
      }
      let place = Place(x: time.position(point.moment), y: values.position(value))
      end = place
      guard let partialFrom, point.moment >= partialFrom else {
        current.append(place)
        continue
      }
      if current.count > 1 { segments.append(Segment(places: current, isPartial: false)) }
      segments.append(Segment(places: (current.last.map { [$0] } ?? []) + [place], isPartial: true))
      current = [place]
    }
    let isTailPartial = segments.last?.isPartial == true && current.count == 1
    if !current.isEmpty, !isTailPartial { segments.append(Segment(places: current, isPartial: false)) }
    return Line(name: series.name, role: role, segments: segments, end: end)
  }
}
