import Canvas

/// What stands in one cell of a table: a text, perhaps with a dim unit behind it.
package struct TableCell: Hashable, Sendable, ExpressibleByStringInterpolation {
  package var text: String
  package var role: Role
  package var unit: String?

  package init(_ text: String, role: Role = .text, unit: String? = nil) {
    self.text = text
    self.role = role
    self.unit = unit
  }

  package init(stringLiteral text: String) { self.init(text) }

  /// A state as glyph, word and colour.
  package static func status(_ status: Status, _ glyphs: Glyphs) -> TableCell {
    TableCell(status.text(glyphs), role: status.role)
  }

  func draw(into surface: inout Surface, at rect: Rect, align: TextAlignment, ground: Ground) {
    let style = Style(role, on: ground)
    guard let unit, TextWidth.of(text) + TextWidth.of(unit) < rect.width else {
      return surface.write(text, in: rect, align: align, style: style)
    }
    let unitWidth = TextWidth.of(unit) + 1
    let textWidth = TextWidth.of(text)
    let lead = align == .left ? 0 : rect.width - textWidth - unitWidth
    surface.write(text, at: Point(x: rect.x + lead, y: rect.y), style: style, clip: rect)
    surface.write(
      unit, at: Point(x: rect.x + lead + textWidth + 1, y: rect.y), style: Style(.unit, on: ground), clip: rect)
  }
}
