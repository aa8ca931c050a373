import Canvas

/// Draws a sparkline into the last row of a rectangle, its end at the right.
package struct Sparkline: Sendable {
  package var geometry: SparklineGeometry
  package var role: Role

  package init(_ geometry: SparklineGeometry, role: Role = .series1) {
    self.geometry = geometry
    self.role = role
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let line = rect.bottom(1)
    guard !line.isEmpty else { return }
    let shown = geometry.heights.suffix(line.width)
    let levels = surface.glyphs.columnLevels
    for (offset, height) in shown.enumerated() {
      let isPartial = geometry.isLastPartial && offset == shown.count - 1
      let glyph =
        // The lowest level stands for zero: a value of nothing still differs from no value.
        height.map { levels[max(1, Int(($0 * 8).rounded()))] } ?? surface.glyphs.missing
      let style = Style(height == nil ? .dim : role, isPartial ? .dim : [])
      let place = Point(x: line.right - shown.count + offset, y: line.y)
      surface.write(isPartial && height != nil ? surface.glyphs.hollow : glyph, at: place, style: style, clip: line)
    }
  }
}
