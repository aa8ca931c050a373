import Canvas

/// A table with a header, of which only the visible rows are asked for.
package struct TableView: Widget {
  package struct Sort: Hashable, Sendable {
    package let column: Int
    package let isAscending: Bool
    package init(column: Int, isAscending: Bool) {
      self.column = column
      self.isAscending = isAscending
    }
  }

  package var columns: [TableColumn]
  package var rowCount: Int
  package var selected: Int?
  package var offset: Int
  package var sort: Sort?
  package var isFocused: Bool
  package var isMarked: (Int) -> Bool
  /// The cells of a row, one for each of `columns`; missing ones are blank.
  package var row: (Int) -> [TableCell]

  package init(
    columns: [TableColumn], rowCount: Int, selected: Int? = nil, offset: Int = 0, sort: Sort? = nil,
    isFocused: Bool = true, isMarked: @escaping (Int) -> Bool = { _ in false }, row: @escaping (Int) -> [TableCell]
  ) {
    self.columns = columns
    self.rowCount = max(0, rowCount)
    self.selected = selected
    self.offset = max(0, offset)
    self.sort = sort
    self.isFocused = isFocused
    self.isMarked = isMarked
    self.row = row
  }

  /// Rows that a rectangle shows under the header.
  package static func visibleRows(in rect: Rect) -> Int { max(0, rect.height - 1) }

  /// The row under a point, for the mouse.
  package func row(at point: Point, in rect: Rect) -> Int? {
    guard rect.inset(top: 1).contains(point) else { return nil }
    let index = offset + point.y - rect.y - 1
    return index < rowCount ? index : nil
  }

  /// The column whose header is under a point.
  package func header(at point: Point, in rect: Rect) -> Int? {
    guard rect.top(1).contains(point) else { return nil }
    let x = point.x - rect.x - Self.gutter(rect)
    return placed(in: rect).first { x >= $0.x && x < $0.x + $0.width }?.index
  }

  /// Whether columns that have no room are counted at the right of the header: `+2 ›`.
  package var countsHidden = false

  /// The columns that show in a rectangle.
  package func placed(in rect: Rect) -> [PlacedColumn] {
    let width = rect.width - Self.gutter(rect) - (hasScrollBar(rect) ? 2 : 0)
    let places = ColumnFit.place(columns, in: width)
    guard countsHidden, places.count < columns.count else { return places }
    return ColumnFit.place(columns, in: max(8, width - Self.hiddenWidth))
  }

  private static let hiddenWidth = 5

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let places = placed(in: rect)
    for place in places { drawHeader(&surface, place, rect) }
    if countsHidden, places.count < columns.count {
      let hidden = "+\(columns.count - places.count) \(surface.glyphs.more)"
      surface.write(hidden, in: rect.top(1).right(Self.hiddenWidth), align: .right, style: Style(.accent))
    }
    let body = rect.inset(top: 1)
    for line in 0..<min(body.height, max(0, rowCount - offset)) {
      drawRow(&surface, offset + line, body.row(line), places)
    }
    ScrollBar(offset: offset, visible: body.height, count: rowCount).draw(into: &surface, in: body)
  }

  /// Room for the pointer and the mark; very narrow tables do without.
  private static func gutter(_ rect: Rect) -> Int { rect.width < 12 ? 0 : 2 }

  private func hasScrollBar(_ rect: Rect) -> Bool { rect.height > 1 && rowCount > Self.visibleRows(in: rect) }

  private func drawHeader(_ surface: inout Surface, _ place: PlacedColumn, _ rect: Rect) {
    let column = columns[place.index]
    let cell = Rect(x: rect.x + Self.gutter(rect) + place.x, y: rect.y, width: place.width, height: 1)
    guard let sort, sort.column == place.index else {
      return surface.write(column.title, in: cell, align: column.align, style: Style(.dim))
    }
    let mark = sort.isAscending ? surface.glyphs.ascending : surface.glyphs.descending
    let title = TextFit.truncate(column.title, to: max(0, place.width - 1), glyphs: surface.glyphs)
    surface.write(
      column.align == .right ? mark + title : title + mark, in: cell, align: column.align, style: Style(.accent))
  }

  private func drawRow(_ surface: inout Surface, _ index: Int, _ line: Rect, _ places: [PlacedColumn]) {
    let isSelected = index == selected
    let marked = isMarked(index)
    let ground: Ground = isSelected ? (isFocused ? .selection : .selectionUnfocused) : marked ? .mark : .screen
    let content = hasOverflow(line, places) ? line.inset(right: 1) : line
    if ground != .screen { surface.fill(content, style: Style(.text, on: ground)) }
    drawGutter(&surface, line, ground, isSelected: isSelected, isMarked: marked)
    let cells = row(index)
    for place in places where place.index < cells.count {
      let cell = Rect(x: line.x + Self.gutter(line) + place.x, y: line.y, width: place.width, height: 1)
      cells[place.index].draw(into: &surface, at: cell, align: columns[place.index].align, ground: ground)
    }
    if isSelected, isFocused { surface.cursor = line.origin }
  }

  private func hasOverflow(_ line: Rect, _ places: [PlacedColumn]) -> Bool {
    guard let last = places.last else { return false }
    return last.x + last.width + Self.gutter(line) < line.width
  }

  private func drawGutter(
    _ surface: inout Surface, _ line: Rect, _ ground: Ground, isSelected: Bool, isMarked: Bool
  ) {
    guard Self.gutter(line) > 0, isSelected || isMarked else { return }
    let glyph = isMarked ? surface.glyphs.mark : surface.glyphs.pointer
    surface.write(glyph, at: line.origin, style: Style(isMarked ? .mark : .selection, on: ground), clip: line)
  }
}
