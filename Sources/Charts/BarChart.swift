import Canvas

/// Draws a ranking into cells: label, bar in eighths of a cell, value and share aligned at the right.
package struct BarChart: Sendable {
  package var entries: [BarChartGeometry.Entry]
  package var format: ValueFormat
  package var role: Role

  package init(_ entries: [BarChartGeometry.Entry], format: ValueFormat = .integer, role: Role = .series1) {
    self.entries = entries
    self.format = format
    self.role = role
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let geometry = BarChartGeometry(entries, format: format, limit: rect.height)
    let columns = Columns(geometry, rect)
    for (row, bar) in geometry.bars.enumerated() {
      surface.write(
        bar.label, in: columns.labels.row(row), style: Style(bar.isRest ? .dim : .text))
      surface.write(bar.valueText, in: columns.values.row(row), align: .right, style: Style(bar.isRest ? .dim : .text))
      surface.write(bar.shareText, in: columns.shares.row(row), align: .right, style: Style(.dim))
      draw(bar, &surface, columns.bars.row(row))
    }
  }

  private func draw(_ bar: BarChartGeometry.Bar, _ surface: inout Surface, _ line: Rect) {
    guard !line.isEmpty, bar.end > bar.start else { return }
    let levels = surface.glyphs.barLevels
    let first = Int((bar.start * Double(line.width * 8)).rounded())
    let last = max(first + 1, Int((bar.end * Double(line.width * 8)).rounded()))
    // Only the right end is drawn in eighths: there are no glyphs for a left end.
    for column in first / 8..<min(line.width, (last + 7) / 8) {
      let level = min(8, last - column * 8)
      surface.write(levels[max(1, level)], at: Point(x: line.x + column, y: line.y), style: Style(role), clip: line)
    }
  }

  /// Labels take what they need up to two fifths; a bar of fewer than four columns says nothing and goes; then the
  /// share goes.
  private struct Columns {
    let labels: Rect
    let bars: Rect
    let values: Rect
    let shares: Rect

    init(_ geometry: BarChartGeometry, _ rect: Rect) {
      let widest = { (text: (BarChartGeometry.Bar) -> String) in
        geometry.bars.map { TextWidth.of(text($0)) }.max() ?? 0
      }
      let shareWidth = widest(\.shareText)
      let valueWidth = min(widest(\.valueText), rect.width)
      let showsShare = shareWidth > 0 && rect.width >= valueWidth + shareWidth + 24
      shares = showsShare ? rect.right(shareWidth) : rect.right(0)
      let beforeShares = rect.inset(right: showsShare ? shareWidth + 2 : 0)
      values = beforeShares.right(valueWidth)
      let free = beforeShares.inset(right: valueWidth + 1)
      let wanted = widest(\.label)
      let labelWidth = free.width - min(wanted, free.width * 2 / 5) >= 8 ? min(wanted, free.width * 2 / 5) : free.width
      labels = free.left(labelWidth)
      let bar = free.inset(left: labelWidth + 1)
      bars = bar.width >= 4 ? bar : rect.right(0)
    }
  }
}
