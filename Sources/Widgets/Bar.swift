import Canvas

/// A horizontal bar in eighths of a cell.
package enum Bar {
  package static func draw(_ fraction: Double, into surface: inout Surface, in rect: Rect, role: Role) {
    let line = rect.row(0)
    guard !line.isEmpty, fraction.isFinite else { return }
    let eighths = Int((min(max(fraction, 0), 1) * Double(line.width * 8)).rounded())
    // Something that is more than nothing never looks like nothing.
    let shown = fraction > 0 ? max(1, eighths) : 0
    let levels = surface.glyphs.barLevels
    for column in 0..<min(line.width, (shown + 7) / 8) {
      let level = min(8, shown - column * 8)
      surface.write(levels[level], at: Point(x: line.x + column, y: line.y), style: Style(role), clip: line)
    }
  }
}
