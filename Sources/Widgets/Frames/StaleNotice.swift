import Canvas

/// Above data that is shown although it is old: how old, and why, on a line, or on as many as the reason needs.
package struct StaleNotice: Widget, Hashable, Sendable {
  package var age: String
  package var reason: String

  /// - Parameter age: `3 min`; empty where what it is about shows its own.
  package init(age: String = "", reason: String) {
    self.age = age
    self.reason = reason
  }

  /// The rows it takes of a rectangle: three at most, and a third of what is there, but one.
  package func height(in rect: Rect) -> Int {
    min(lines(.braille, width: rect.width, rows: 3).count, max(1, rect.height / 3), max(0, rect.height))
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let style = Style(.stale)
    surface.write(Self.badge(surface.glyphs), in: rect, style: style)
    let room = rect.inset(left: Self.indent(surface.glyphs))
    let lines = lines(surface.glyphs, width: rect.width, rows: rect.height)
    for (row, line) in lines.enumerated() { surface.write(line, in: room, row: row, style: style) }
  }

  private static func badge(_ glyphs: Glyphs) -> String { Status.stale.text(glyphs) }
  private static func indent(_ glyphs: Glyphs) -> Int { TextWidth.of(badge(glyphs)) + 2 }

  private func lines(_ glyphs: Glyphs, width: Int, rows: Int) -> [String] {
    let words = [age.isEmpty ? "" : age + " old", reason].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
    return TextFit.wrap(TextSanitizer.line(words), to: max(1, width - Self.indent(glyphs)), rows: rows, glyphs: glyphs)
  }
}
