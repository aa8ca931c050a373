import Canvas

/// How far something is: a bar in eighths of a cell, with its percentage at the right.
package struct Gauge: Widget, Sendable {
  /// 0…1; nil when the end is not known.
  package var fraction: Double?
  package var role: Role
  package var caption: String?

  /// - Parameter caption: shown instead of the percentage.
  package init(_ fraction: Double?, role: Role = .running, caption: String? = nil) {
    self.fraction = fraction.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
    self.role = role
    self.caption = caption
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let line = rect.row(0)
    let text = caption ?? fraction.map { NumberText.percent($0, decimals: 0) } ?? surface.glyphs.ellipsis
    let textWidth = max(5, TextWidth.of(text))
    let bar = line.width >= textWidth + 5 ? line.inset(right: textWidth + 1) : Rect.zero
    surface.write(text, in: bar.isEmpty ? line : line.right(textWidth), align: .right)
    guard !bar.isEmpty else { return }
    guard let fraction else {
      return surface.fill(bar, with: surface.glyphs.hollow.unicodeScalars.first ?? " ", style: Style(.gridline))
    }
    Bar.draw(fraction, into: &surface, in: bar, role: role, track: true)
  }
}

/// A horizontal bar in eighths of a cell.
package enum Bar {
  /// - Parameter track: whether the empty part is drawn too.
  package static func draw(
    _ fraction: Double, into surface: inout Surface, in rect: Rect, role: Role, track: Bool = false
  ) {
    let line = rect.row(0)
    guard !line.isEmpty, fraction.isFinite else { return }
    let eighths = Int((min(max(fraction, 0), 1) * Double(line.width * 8)).rounded())
    // Something that is more than nothing never looks like nothing.
    let shown = fraction > 0 ? max(1, eighths) : 0
    if track {
      surface.fill(line, with: surface.glyphs.border.horizontal, style: Style(.gridline))
    }
    let levels = surface.glyphs.barLevels
    for column in 0..<min(line.width, (shown + 7) / 8) {
      let level = min(8, shown - column * 8)
      surface.write(levels[level], at: Point(x: line.x + column, y: line.y), style: Style(role), clip: line)
    }
  }
}
