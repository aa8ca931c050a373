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
    /// The places of buckets that are not complete: drawn hollow.
    package let hollow: [Place]
    /// The value at the end: what orders names that end on one row.
    package let lastValue: Double?
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
    /// Values before belong to a bucket of which the range holds only the end.
    package var completeFrom: Date?
    /// What was asked for: the axis reaches over it, whatever data there is.
    package var span: ClosedRange<Date>?
    /// The most ticks there is room for.
    package var valueTicks = 5
    package var timeTicks = 6
    package var overlay = ChartOverlay()
    package init() {}
  }

  package let values: NumberAxis
  package let time: TimeAxis
  package let lines: [Line]
  package let threshold: Threshold?
  let overlay: ChartOverlay
  /// One sentence that says what the picture shows.
  package let summary: String

  /// At most four series have a colour of their own; more share the last.
  package init(_ series: [LineSeries], options: Options = Options()) {
    let measured = series.flatMap { $0.points.compactMap(\.value) } + (options.threshold.map { [$0] } ?? [])
    let all = measured + options.overlay.values(beside: measured)
    let low = all.min() ?? 0
    let high = all.max() ?? 1
    overlay = options.overlay
    values = NumberAxis(
      options.startsAtZero ? min(0, low)...max(0, high) : low...high, limit: options.valueTicks, format: options.format)
    let moments = series.flatMap { $0.points.map(\.moment) }
    let ends = moments + (options.span.map { [$0.lowerBound, $0.upperBound] } ?? [])
    let start = ends.min() ?? Date(timeIntervalSince1970: 0)
    time = TimeAxis(
      start...(ends.max() ?? start), limit: options.timeTicks,
      isDaily: moments.allSatisfy { CalendarDay($0).start == $0 })
    let (valueAxis, timeAxis) = (values, time)
    lines = series.enumerated().map { index, series in
      Self.line(series, Self.roles[min(index, Self.roles.count - 1)], valueAxis, timeAxis, options)
    }
    threshold = options.threshold.map { Threshold(y: valueAxis.position($0), label: options.format.short($0)) }
    summary = LineSummary.text(series, format: options.format) { options.isPartial($0) }
  }

  package static let roles: [Role] = [.series1, .series2, .series3, .series4]

  private static func line(
    _ series: LineSeries, _ role: Role, _ values: NumberAxis, _ time: TimeAxis, _ options: Options
  ) -> Line {
    let runs = series.points.split { $0.value == nil }.map { run in
      run.map { point in
        Mark(
          place: Place(x: time.position(point.moment), y: values.position(point.value ?? 0)),
          isPartial: options.isPartial(point.moment))
      }
    }
    let hollow = runs.joined().filter(\.isPartial).map(\.place)
    return Line(
      name: series.name, role: role, segments: runs.flatMap(segments), end: runs.last?.last?.place, hollow: hollow,
      lastValue: series.points.last { $0.value != nil }?.value)
  }

  private struct Mark {
    let place: Place
    let isPartial: Bool
  }

  /// A stretch is broken when either end of it is partial; stretches of one kind are one segment.
  private static func segments(_ run: [Mark]) -> [Segment] {
    guard run.count > 1 else { return run.map { Segment(places: [$0.place], isPartial: $0.isPartial) } }
    let kinds = zip(run, run.dropFirst()).map { $0.isPartial || $1.isPartial }
    var segments: [Segment] = []
    var places = [run[0].place]
    for (index, isPartial) in kinds.enumerated() {
      if index > 0, isPartial != kinds[index - 1] {
        segments.append(Segment(places: places, isPartial: kinds[index - 1]))
        places = [run[index].place]
      }
      places.append(run[index + 1].place)
    }
    return segments + [Segment(places: places, isPartial: kinds[kinds.count - 1])]
  }
}

extension LineChartGeometry.Options {
  func isPartial(_ moment: Date) -> Bool {
    (partialFrom.map { moment >= $0 } ?? false) || (completeFrom.map { moment < $0 } ?? false)
  }
}
