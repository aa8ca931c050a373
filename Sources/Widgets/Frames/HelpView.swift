import Canvas

/// All keys in sections, with the reason where one does nothing now: in as many columns as there is room for, but in fewer
/// where that shows all of them and cuts no sentence.
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

  /// Lines that all sections take in a size: what scrolling has to know.
  package func lineCount(in size: Size, glyphs: Glyphs) -> Int { Self.height(arrange(size, glyphs)) }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let columns = arrange(rect.size, surface.glyphs)
    let places = Layout.columns(rect, [Track](repeating: .share(1), count: columns.count), gap: 3)
    for (lines, place) in zip(columns, places) {
      for (row, line) in lines.dropFirst(offset).prefix(place.height).enumerated() {
        draw(line, into: &surface, in: place.row(row))
      }
    }
  }

  private enum Line { case blank, title(String), hint(KeyHint, keyWidth: Int) }

  /// The most columns in which nothing is cut and nothing left below; where there is no such number, the most there are.
  private func arrange(_ size: Size, _ glyphs: Glyphs) -> [[Line]] {
    let most = max(1, min(sections.count, (size.width + 3) / (Self.columnWidth + 3)))
    let blocks = sections.map(block)
    let widest = blocks.joined().map { Self.width($0, glyphs) }.max() ?? 0
    let whole = (1...most).reversed().lazy.map { fill($0, blocks) }.first { columns in
      let room = (size.width - 3 * (columns.count - 1)) / columns.count
      return widest <= room && Self.height(columns) <= size.height
    }
    return whole ?? fill(most, blocks)
  }

  private static func height(_ columns: [[Line]]) -> Int { columns.map(\.count).max() ?? 0 }

  private static func width(_ line: Line, _ glyphs: Glyphs) -> Int {
    switch line {
    case .blank: 0
    case .title(let title): TextWidth.of(title)
    case .hint(let hint, let keyWidth): keyWidth + 2 + TextWidth.of(text(of: hint, glyphs))
    }
  }

  private static func text(of hint: KeyHint, _ glyphs: Glyphs) -> String {
    hint.label + (hint.disabledReason.map { glyphs.separator + $0 } ?? "")
  }

  /// Sections filled into columns of about equal height, in order.
  private func fill(_ count: Int, _ blocks: [[Line]]) -> [[Line]] {
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
      surface.write(
        Self.text(of: hint, surface.glyphs), in: rect.inset(left: keyWidth + 2),
        style: Style(hint.isEnabled ? .text : .keyDisabled))
    }
  }
}
