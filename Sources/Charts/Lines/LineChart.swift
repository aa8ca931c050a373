import Canvas
import Foundation

/// Draws lines into cells: axes left and below, names at the ends of the lines.
package struct LineChart: Sendable {
  package var series: [LineSeries]
  package var options: LineChartGeometry.Options

  package init(_ series: [LineSeries], options: LineChartGeometry.Options = .init()) {
    self.series = series
    self.options = options
  }

  /// Ticks as many as there is room for: three rows or ten columns apart at least.
  package func geometry(for size: Size) -> LineChartGeometry {
    var options = options
    let height = size.height - 1 - options.overlay.rows(size.height - 1)
    options.valueTicks = max(2, min(options.valueTicks, height / 3 + 1))
    options.timeTicks = max(1, min(options.timeTicks, (size.width - 8) / 10))
    return LineChartGeometry(series, options: options)
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard rect.height >= 3, rect.width >= 16 else { return drawSmall(&surface, rect) }
    let geometry = geometry(for: rect.size)
    let frame = ChartFrame(geometry, rect)
    frame.drawAxes(&surface)
    let around = OverlayDrawing(overlay: options.overlay, geometry: geometry, frame: frame)
    around.drawBand(&surface)
    around.drawThresholds(&surface)
    drawThreshold(geometry, frame, &surface)
    drawLines(geometry, frame.plot, &surface)
    around.drawThresholdLabels(&surface)
    around.drawRows(&surface)
    frame.drawNames(&surface)
  }

  /// Too small for axes: the last value, or nothing.
  private func drawSmall(_ surface: inout Surface, _ rect: Rect) {
    let values = series.first?.points.map(\.value) ?? []
    Sparkline(SparklineGeometry(values, width: rect.width)).draw(into: &surface, in: rect)
  }

  private func drawThreshold(_ geometry: LineChartGeometry, _ frame: ChartFrame, _ surface: inout Surface) {
    guard let threshold = geometry.threshold else { return }
    let row = frame.row(threshold.y)
    let line = Rect(x: frame.plot.x, y: row, width: frame.plot.width, height: 1)
    surface.fill(line, with: surface.glyphs.isASCII ? "=" : "╌", style: Style(.threshold))
    surface.write(" \(threshold.label) ", in: line, align: .right, style: Style(.threshold))
  }

  private func drawLines(_ geometry: LineChartGeometry, _ plot: Rect, _ surface: inout Surface) {
    var canvas = DotCanvas(plot, surface.glyphs)
    // The first series is the subject, so it is drawn last, on top.
    for line in geometry.lines.reversed() {
      for segment in line.segments { draw(segment, line.role, &canvas) }
    }
    canvas.draw(into: &surface)
    for line in geometry.lines.reversed() {
      let lone = line.segments.filter { $0.places.count == 1 && !$0.isPartial }.flatMap(\.places)
      for place in lone { put(surface.glyphs.lonePoint, place, line.role, canvas, plot, &surface) }
      for place in line.hollow { put(surface.glyphs.partialPoint, place, line.role, canvas, plot, &surface) }
    }
  }

  private func put(
    _ glyph: String, _ place: LineChartGeometry.Place, _ role: Role, _ canvas: DotCanvas, _ plot: Rect,
    _ surface: inout Surface
  ) {
    let dot = canvas.dot(place.x, place.y)
    let (perX, perY) = canvas.dotsPerCell
    let cell = Point(x: plot.x + dot.x / perX, y: plot.y + dot.y / perY)
    surface.write(glyph, at: cell, style: Style(role), clip: plot)
  }

  private static func pen(_ role: Role) -> DotCanvas.Pen {
    switch role {
    case .series1: .bold
    case .series3: .dotted(2)
    case .series4: .dotted(3)
    default: .fine
    }
  }

  private func draw(_ segment: LineChartGeometry.Segment, _ role: Role, _ canvas: inout DotCanvas) {
    let pen = Self.pen(role)
    var previous: Point?
    for place in segment.places {
      let dot = canvas.dot(place.x, place.y)
      canvas.line(from: previous ?? dot, to: dot, role, segment.isPartial ? .dotted(3) : pen)
      previous = dot
    }
  }
}
