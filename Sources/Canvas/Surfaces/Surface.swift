/// A grid of cells that screens draw into and a device shows. A value: copies are snapshots.
///
/// Everything clips: drawing outside does nothing.
package struct Surface: Equatable, Sendable {
  package let size: Size
  /// How rich the glyphs may be; widgets ask here when they draw.
  package let glyphs: Glyphs
  /// Row after row, `size.area` cells.
  package internal(set) var cells: [Cell]
  /// Where the hardware cursor sits after the frame; nil hides it. Screen readers and braille displays follow it.
  package var cursor: Point?

  package init(size: Size, glyphs: Glyphs = .braille, style: Style = .plain) {
    self.size = size
    self.glyphs = glyphs
    cells = [Cell](repeating: .blank(StyleID(style)), count: size.area)
  }

  package var bounds: Rect { Rect(size: size) }

  /// The cell at a place; nil outside.
  package subscript(x: Int, y: Int) -> Cell? {
    guard x >= 0, y >= 0, x < size.width, y < size.height else { return nil }
    return cells[y * size.width + x]
  }

  /// Fills with one glyph of one column, a blank unless told otherwise.
  package mutating func fill(_ rect: Rect, with glyph: Unicode.Scalar = " ", style: Style) {
    let area = rect.intersection(bounds)
    let cell = Cell(glyph: glyph.value, style: StyleID(style))
    for y in area.rows {
      mendEdges(y, area.columns)
      let start = y * size.width
      for index in start + area.x..<start + area.right { cells[index] = cell }
    }
  }

  /// Changes the style of cells and leaves their text.
  package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = rect.intersection(bounds)
    for y in area.rows {
      for index in y * size.width + area.x..<y * size.width + area.right {
        cells[index] = cells[index].styled(StyleID(change(cells[index].style.style)))
      }
    }
  }

  /// Blanks the other half of wide glyphs that a write to `columns` cuts in two.
  mutating func mendEdges(_ y: Int, _ columns: Range<Int>) {
    guard !columns.isEmpty else { return }
    let start = y * size.width
    if cells[start + columns.lowerBound].isContinuation, columns.lowerBound > 0 {
      let index = start + columns.lowerBound - 1
      cells[index] = .blank(cells[index].style)
    }
    if columns.upperBound < size.width, cells[start + columns.upperBound].isContinuation {
      let index = start + columns.upperBound
      cells[index] = .blank(cells[index].style)
    }
  }
}
