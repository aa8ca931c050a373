import Canvas
import Foundation

/// Draws what is around the lines of a chart.
struct OverlayDrawing {
  let overlay: ChartOverlay
  let geometry: LineChartGeometry
  let frame: ChartFrame

  private func column(_ moment: Date) -> Int {
    frame.plot.x + Int((geometry.time.position(moment) * Double(max(0, frame.plot.width - 1))).rounded())
  }

  // MARK: behind the lines

  /// The band as a shade, straight between its points, and with gaps where points are missing.
  func drawBand(_ surface: inout Surface) {
    let points = overlay.band
    let gaps = zip(points, points.dropFirst()).map { $1.moment.timeIntervalSince($0.moment) }
    let usual = gaps.sorted().dropFirst(gaps.count / 2).first ?? 0
    let glyph: Unicode.Scalar = surface.glyphs.isASCII ? ":" : "░"
    for (index, point) in points.enumerated() {
      let next = index + 1 < points.count && gaps[index] <= usual * 2.5 ? points[index + 1] : point
      let (first, last) = (column(point.moment), max(column(point.moment), column(next.moment)))
      for x in first...last {
        let share = last == first ? 0 : Double(x - first) / Double(last - first)
        let low = point.range.lowerBound + (next.range.lowerBound - point.range.lowerBound) * share
        let high = point.range.upperBound + (next.range.upperBound - point.range.upperBound) * share
        let top = frame.row(geometry.values.position(high))
        let bottom = frame.row(geometry.values.position(low))
        let shade = Rect(x: x, y: top, width: 1, height: max(1, bottom - top + 1))
        surface.fill(shade, with: glyph, style: Style(.band))
      }
    }
  }

  func drawThresholds(_ surface: inout Surface) {
    for threshold in overlay.thresholds {
      let line = Rect(
        x: frame.plot.x, y: frame.row(geometry.values.position(threshold)), width: frame.plot.width, height: 1)
      surface.fill(line, with: surface.glyphs.isASCII ? "=" : "╌", style: Style(.threshold))
    }
  }

  /// Over the lines, at the left, where they hide least.
  func drawThresholdLabels(_ surface: inout Surface) {
    for threshold in overlay.thresholds {
      let row = frame.row(geometry.values.position(threshold))
      let line = Rect(x: frame.plot.x, y: row, width: frame.plot.width, height: 1)
      surface.write(" \(ValueFormat.decimal(1).short(threshold)) ", in: line.inset(left: 1), style: Style(.threshold))
    }
  }

  // MARK: under the plot

  func drawRows(_ surface: inout Surface) {
    var rows = frame.overlayRows
    guard !rows.isEmpty else { return }
    if !overlay.markers.isEmpty {
      drawMarkers(rows.top(1), &surface)
      rows = rows.inset(top: 1)
    }
    for (strip, offset) in zip(overlay.strips, 0..<rows.height) { draw(strip, rows.row(offset), &surface) }
  }

  private func drawMarkers(_ row: Rect, _ surface: inout Surface) {
    // What failed is drawn last, so that a good run beside it does not hide it.
    for marker in overlay.markers.sorted(by: { !$0.isBad && $1.isBad }) {
      let glyph = marker.isBad ? surface.glyphs.failed : surface.glyphs.isASCII ? "^" : "▴"
      surface.write(
        glyph, at: Point(x: column(marker.moment), y: row.y), style: Style(marker.isBad ? .failed : .dim), clip: row)
    }
    name("runs", .dim, row, &surface)
  }

  private func draw(_ strip: ChartOverlay.Strip, _ row: Rect, _ surface: inout Surface) {
    for span in strip.spans.sorted(by: { $0.weight < $1.weight }) {
      let (first, last) = (column(span.range.lowerBound), column(span.range.upperBound))
      let place = Rect(x: first, y: row.y, width: max(1, last - first + 1), height: 1).intersection(row)
      surface.fill(place, with: Self.glyph(span.role, surface.glyphs), style: Style(span.role))
    }
    name(strip.name, strip.spans.last?.role ?? .dim, row, &surface)
  }

  /// Told apart without colour, too.
  private static func glyph(_ role: Role, _ glyphs: Glyphs) -> Unicode.Scalar {
    switch role {
    case .failed: glyphs.isASCII ? "#" : "█"
    case .ok: glyphs.isASCII ? "-" : "─"
    default: glyphs.isASCII ? "." : "·"
    }
  }

  private func name(_ name: String, _ role: Role, _ row: Rect, _ surface: inout Surface) {
    guard frame.nameWidth > 1 else { return }
    let place = Rect(x: row.right, y: row.y, width: frame.nameWidth, height: 1).inset(left: 1)
    surface.write(
      TextFit.truncateMiddle(name, to: place.width, glyphs: surface.glyphs), in: place, style: Style(role))
  }
}
