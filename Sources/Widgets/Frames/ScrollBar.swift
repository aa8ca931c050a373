import Canvas

/// A thumb in the rightmost column, drawn only where not everything shows.
package struct ScrollBar: Widget, Sendable {
  package var offset: Int
  package var visible: Int
  package var count: Int

  package init(offset: Int, visible: Int, count: Int) {
    self.offset = offset
    self.visible = visible
    self.count = count
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard let thumb = Scrolling.thumb(offset: offset, visible: min(visible, rect.height), count: count) else { return }
    let column = rect.right(1)
    surface.fill(column, with: surface.glyphs.border.vertical, style: Style(.gridline))
    for row in thumb { surface.write(surface.glyphs.scrollThumb, in: column, row: row, style: Style(.border)) }
  }
}
