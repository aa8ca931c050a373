import Canvas
import Charts
import Foundation
import Metrics
import Operations
import Widgets

/// A widget of a dashboard of metrics in cells.
struct MetricWidgetPicture {
  private let widget: MetricWidgetChart
  private let runs: [MetricChart.Run]

  /// - Parameter runs: marked below its lines.
  init(_ widget: MetricWidgetChart, runs: [MetricChart.Run] = []) { (self.widget, self.runs) = (widget, runs) }

  private var hasValues: Bool { widget.series.contains { !$0.values.isEmpty } }
  /// Why a series has no values; nil where all have, or nobody can tell.
  private var absence: String? { widget.series.lazy.compactMap(\.absence).first }

  /// What the picture says, in a sentence.
  var sentence: String {
    "\(widget.title): " + (hasValues ? geometry(nil).summary : absence ?? "no value in this time")
  }

  func draw(into surface: inout Surface, in rect: Rect, over range: ClosedRange<Date>?) {
    guard hasValues else {
      return PaneState.empty(
        absence ?? "No value in this time.", advice: absence == nil ? "[ shows earlier, + shows more" : ""
      ).draw(into: &surface, in: rect)
    }
    var room = rect
    if rect.height > 8 {
      let text = absence ?? geometry(range).summary
      surface.write(
        TextFit.truncate(TextSanitizer.line(text), to: room.width, glyphs: surface.glyphs), in: room,
        style: Style(absence == nil ? .dim : .late))
      room = room.inset(top: 1)
    }
    LineChart(lines, options: options(range)).draw(into: &surface, in: room)
  }

  /// Its series as figures: the newest whole period, against the one before it.
  var figures: [KPITile] {
    widget.series.map { series in
      let isPartial = series.values.last.map { $0.start >= widget.filling } ?? false
      let whole = isPartial && series.values.count > 1 ? Array(series.values.dropLast()) : series.values
      let (newest, before) = (whole.last?.value, whole.dropLast().last?.value)
      var figure = KPITile(
        widget.series.count > 1 ? series.name : widget.title, value: newest, format: format,
        unit: MetricText.suffix(widget.unit), change: Self.change(newest, before), comparison: "than the period before",
        better: .neither, trend: series.values.suffix(48).map(\.value))
      figure.shortComparison = "before"
      figure.isLastPartial = isPartial
      return figure
    }
  }

  /// Counts are whole, and stay so.
  private var format: ValueFormat {
    widget.series.allSatisfy { $0.values.allSatisfy { $0.value == $0.value.rounded() } } ? .integer : .decimal(2)
  }

  private static func change(_ newest: Double?, _ before: Double?) -> Double? {
    guard let newest, let before, before != 0 else { return nil }
    return (newest - before) / abs(before)
  }

  private var lines: [LineSeries] {
    widget.series.map { LineSeries($0.name, MetricPicture.points($0.values, every: widget.period)) }
  }

  private func geometry(_ range: ClosedRange<Date>?) -> LineChartGeometry {
    LineChartGeometry(lines, options: options(range))
  }

  private func options(_ range: ClosedRange<Date>?) -> LineChartGeometry.Options {
    var options = LineChartGeometry.Options()
    (options.format, options.span, options.partialFrom) = (format, range, widget.filling)
    options.overlay.thresholds = widget.thresholds
    options.overlay.markers = MetricPicture.markers(runs)
    options.overlay.band = widget.band.map { .init($0.start, $0.limits) }
    return options
  }
}
