import Canvas

/// Draws a ranking into cells: label, bar, value and share aligned at the right.
///
/// With room for a blank line between the bars they are drawn in eighths of a cell; without it half as high, in halves, so
/// that they never touch and become one slab.
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
    let isAiry = Self.height(geometry.bars.count) <= rect.height
    let levels = isAiry || geometry.bars.count == 1 ? surface.glyphs.barLevels : surface.glyphs.lowBarLevels
    for (index, bar) in geometry.bars.enumerated() {
      let row = isAiry ? index * 2 : index
      let label = TextFit.truncateMiddle(bar.label, to: columns.labels.width, glyphs: surface.glyphs)
      surface.write(label, in: columns.labels.row(row), style: Style(bar.isRest ? .dim : .text))
      surface.write(bar.valueText, in: columns.values.row(row), align: .right, style: Style(bar.isRest ? .dim : .text))
      surface.write(bar.shareText, in: columns.shares.row(row), align: .right, style: Style(.dim))
      draw(bar, levels, &surface, columns.bars.row(row))
    }
  }

  /// Rows that so many bars take with a blank line between them.
  package static func height(_ bars: Int) -> Int { max(0, bars * 2 - 1) }

  private func draw(_ bar: BarChartGeometry.Bar, _ levels: [String], _ surface: inout Surface, _ line: Rect) {
    guard !line.isEmpty, bar.end > bar.start else { return }
    let parts = levels.count - 1
    let first = Int((bar.start * Double(line.width * parts)).rounded())
    let last = max(first + 1, Int((bar.end * Double(line.width * parts)).rounded()))
    // Only the right end is drawn in parts of a cell: there are no glyphs for a left end.
    for column in first / parts..<min(line.width, (last + parts - 1) / parts) {
      let level = min(parts, last - column * parts)
      surface.write(levels[max(1, level)], at: Point(x: line.x + column, y: line.y), style: Style(role), clip: line)
    }
  }

  /// Labels take what they need up to half of the width, and are cut in the middle: names often differ at their end. A bar of fewer than four columns says nothing and goes; then the
  /// share goes.
  private struct Columns {
    let labels: Rect
    let bars: Rect
    let values: Rect
    let shares: Rect
    /// Columns that long labels leave to the bars.
    private static let comfortableBar = 7

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
      let most = max(free.width / 2, min(rect.width / 2, free.width - Self.comfortableBar))
      let labelWidth = free.width - min(wanted, most) >= 8 ? min(wanted, most) : free.width
      labels = free.left(labelWidth)
      let bar = free.inset(left: labelWidth + 1)
      bars = bar.width >= 4 ? bar : rect.right(0)
    }
  }
}
