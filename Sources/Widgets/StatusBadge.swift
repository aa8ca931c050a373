import Canvas

/// A state as glyph, word and colour; only the glyph where the word does not fit.
package struct StatusBadge: Widget, Hashable, Sendable {
  package var status: Status

  package init(_ status: Status) { self.status = status }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let text = status.text(surface.glyphs)
    let fits = TextWidth.of(text) <= rect.width
    surface.write(fits ? text : status.glyph(surface.glyphs), at: rect.origin, style: Style(status.role), clip: rect)
  }
}
