import Canvas

/// All keys in sections, in as many columns as fit, with the reason where one does nothing now.
package struct HelpView: Widget, Sendable {
  package struct Section: Hashable, Sendable {
    package var title: String
    package var hints: [KeyHint]
    package init(_ title: String, _ hints: [KeyHint]) {
      self.title = title
      self.hints = hints
    }
  }

  package var sections: [Section]
  package var offset: Int

  package init(_ sections: [Section], offset: Int = 0) {
    self.sections = sections
    self.offset = max(0, offset)
  }

  private static let columnWidth = 38

  /// Lines that all sections take in a width: what scrolling has to know.
  package func lineCount(width: Int) -> Int { arrange(width).map(\.count).max() ?? 0 }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let columns = arrange(rect.width)
    let places = Layout.columns(rect, [Track](repeating: .share(1), count: columns.count), gap: 3)
    for (lines, place) in zip(columns, places) {
      for (row, line) in lines.dropFirst(offset).prefix(place.height).enumerated() {
        draw(line, into: &surface, in: place.row(row))
      }
    }
  }

  private enum Line { case blank, title(String), hint(KeyHint, keyWidth: Int) }

  /// Sections filled into columns of about equal height, in order.
  private func arrange(_ width: Int) -> [[Line]] {
    let count = max(1, min(sections.count, (width + 3) / (Self.columnWidth + 3)))
    let blocks = sections.map(block)
    let target = (blocks.map(\.count).reduce(0, +) + count - 1) / count
    var columns: [[Line]] = [[]]
    for block in blocks {
      if let last = columns.last, !last.isEmpty, last.count + block.count / 2 > target, columns.count < count {
        columns.append([])
      }
      columns[columns.count - 1] += (columns[columns.count - 1].isEmpty ? [] : [.blank]) + block
    }
    return columns
  }

  private func block(_ section: Section) -> [Line] {
    let keyWidth = min(16, section.hints.map { TextWidth.of($0.key) }.max() ?? 0)
    return [.title(section.title)] + section.hints.map { .hint($0, keyWidth: keyWidth) }
  }

  private func draw(_ line: Line, into surface: inout Surface, in rect: Rect) {
    switch line {
    case .blank: break
    case .title(let title): surface.write(title, in: rect, style: Style(.title))
    case .hint(let hint, let keyWidth):
      surface.write(hint.key, in: rect.left(keyWidth), style: Style(hint.isEnabled ? .key : .keyDisabled))
      let reason = hint.disabledReason.map { surface.glyphs.separator + $0 } ?? ""
      surface.write(
        hint.label + reason, in: rect.inset(left: keyWidth + 2), style: Style(hint.isEnabled ? .text : .keyDisabled))
    }
  }
}
