import Canvas

/// One line of a list: a text, and a dim detail at the right.
package struct ListItem: Hashable, Sendable {
  package var text: String
  package var detail: String
  package var role: Role

  package init(_ text: String, detail: String = "", role: Role = .text) {
    self.text = text
    self.detail = detail
    self.role = role
  }
}

/// Lines to choose from, of which only the visible ones are asked for.
package struct ListView: Widget {
  package var count: Int
  package var selected: Int?
  package var offset: Int
  package var isFocused: Bool
  package var item: (Int) -> ListItem

  package init(
    count: Int, selected: Int? = nil, offset: Int = 0, isFocused: Bool = true, item: @escaping (Int) -> ListItem
  ) {
    self.count = max(0, count)
    self.selected = selected
    self.offset = max(0, offset)
    self.isFocused = isFocused
    self.item = item
  }

  package init(_ items: [ListItem], selected: Int? = nil, offset: Int = 0, isFocused: Bool = true) {
    self.init(count: items.count, selected: selected, offset: offset, isFocused: isFocused) { items[$0] }
  }

  /// The line under a point, for the mouse.
  package func index(at point: Point, in rect: Rect) -> Int? {
    guard rect.contains(point) else { return nil }
    let index = offset + point.y - rect.y
    return index < count ? index : nil
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let overflows = count > rect.height
    for line in 0..<min(rect.height, max(0, count - offset)) {
      drawLine(&surface, offset + line, rect.row(line).inset(right: overflows ? 1 : 0))
    }
    ScrollBar(offset: offset, visible: rect.height, count: count).draw(into: &surface, in: rect)
  }

  private func drawLine(_ surface: inout Surface, _ index: Int, _ line: Rect) {
    let isSelected = index == selected
    let ground: Ground = isSelected ? (isFocused ? .selection : .selectionUnfocused) : .screen
    if isSelected {
      surface.fill(line, style: Style(.text, on: ground))
      surface.write(surface.glyphs.pointer, at: line.origin, style: Style(.selection, on: ground), clip: line)
      if isFocused { surface.cursor = line.origin }
    }
    let item = item(index)
    let room = line.inset(left: 2)
    let detailWidth = TextWidth.of(item.detail)
    let showsDetail = detailWidth > 0 && TextWidth.of(item.text) + detailWidth + 2 <= room.width
    surface.write(
      item.text, in: showsDetail ? room.inset(right: detailWidth + 2) : room, style: Style(item.role, on: ground))
    if showsDetail { surface.write(item.detail, in: room, align: .right, style: Style(.dim, on: ground)) }
  }
}
