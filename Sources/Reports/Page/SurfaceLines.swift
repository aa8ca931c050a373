import Canvas

extension Surface {
  /// What was drawn, as lines of text with their roles.
  var lines: [StyledLine] { (0..<size.height).map(styledLine) }

  private func styledLine(_ y: Int) -> StyledLine {
    var line = StyledLine()
    var run = String.UnicodeScalarView()
    var style = self[0, y]?.style
    for x in 0..<size.width {
      guard let cell = self[x, y] else { continue }
      if cell.style != style, let former = style?.style {
        line.append(String(run), former.role, former.attributes)
        run = .init()
        style = cell.style
      }
      for value in cell.scalars { run.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    }
    if let last = style?.style { line.append(String(run).trimmingBlanks, last.role, last.attributes) }
    return line
  }

  /// Draws lines one below the other; what has no room is left out.
  package mutating func write(_ lines: [StyledLine], in rect: Rect) {
    for (row, line) in lines.prefix(rect.height).enumerated() {
      var x = rect.x
      for span in line.cut(to: rect.width, glyphs: glyphs).spans {
        x += write(
          span.text, at: Point(x: x, y: rect.y + row), style: Style(span.role, on: .screen, span.attributes), clip: rect
        )
      }
    }
  }
}
