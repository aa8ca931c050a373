import Canvas
import Charts
import Foundation
import Metrics
import Operations

/// A chart of metrics in cells.
struct MetricPicture {
  private let chart: LineChart
  let hasValues: Bool

  init(_ chart: MetricChart) {
    let format = ValueFormat.decimal(2)
    let series = chart.series.map { series in
      LineSeries(Self.name(series.key, among: chart.series), Self.points(series.values, every: chart.period))
    }
    hasValues = chart.series.contains { !$0.values.isEmpty }
    var options = LineChartGeometry.Options()
    (options.format, options.span, options.partialFrom) = (format, chart.range, chart.filling)
    options.overlay = Self.overlay(chart)
    self.chart = LineChart(series, options: options)
  }

  var summary: String { LineChartGeometry(chart.series, options: chart.options).summary }

  func draw(into surface: inout Surface, in rect: Rect) { chart.draw(into: &surface, in: rect) }

  /// What tells the series apart, where all are of one metric.
  private static func name(_ key: MetricKey, among all: [MetricChart.Series]) -> String {
    let isOne = Set(all.map(\.key.metric.name)).count == 1
    let place = MetricText.place(key.metric)
    return isOne && !place.isEmpty ? place : MetricText.name(key)
  }

  /// Periods without data are gaps, unless there are so few values that only gaps would show.
  static func points(_ values: [PeriodValue], every period: Int) -> [LineSeries.Point] {
    let gaps = zip(values, values.dropFirst()).map { $1.start.timeIntervalSince($0.start) }.sorted()
    let usual = max(Double(period), gaps.isEmpty ? 0 : gaps[gaps.count / 2])
    var points: [LineSeries.Point] = []
    for value in values {
      if let last = points.last?.moment, value.start.timeIntervalSince(last) > usual * 2.5 {
        points.append(.init(last.addingTimeInterval(usual), nil))
      }
      points.append(.init(value.start, value.value))
    }
    return points
  }

  private static func overlay(_ chart: MetricChart) -> ChartOverlay {
    var overlay = ChartOverlay()
    overlay.thresholds = Array(Set(chart.alarms.compactMap(\.threshold))).sorted()
    overlay.band = chart.band.map { .init($0.start, $0.limits) }
    overlay.strips = chart.alarms.map { .init($0.alarm, spans($0.stays)) }
    overlay.markers = markers(chart.runs)
    return overlay
  }

  /// Of those that have ended.
  static func markers(_ runs: [MetricChart.Run]) -> [ChartOverlay.Marker] {
    runs.filter { $0.status != .running }.map { .init($0.at, isBad: $0.status != .succeeded) }
  }

  static func spans(_ stays: [WatchedSpan.Stay]) -> [ChartOverlay.Span] {
    stays.map { .init($0.range, $0.state == .alarm ? .failed : $0.state == .ok ? .ok : .unknown) }
  }
}
