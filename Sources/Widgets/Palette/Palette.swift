import Canvas

/// Something the palette can do.
package struct PaletteEntry: Hashable, Sendable {
  package var title: String
  package var detail: String
  package var key: String
  package var disabledReason: String?

  package init(_ title: String, detail: String = "", key: String = "", disabledReason: String? = nil) {
    self.title = title
    self.detail = detail
    self.key = key
    self.disabledReason = disabledReason
  }
}

/// Everything one can do, found by typing.
package struct Palette: Widget, Sendable {
  package var query: EditableText
  /// What matches, best first.
  package var entries: [PaletteEntry]
  package var selected: Int
  package var offset: Int

  package init(query: EditableText, entries: [PaletteEntry], selected: Int = 0, offset: Int = 0) {
    self.query = query
    self.entries = entries
    self.selected = selected
    self.offset = max(0, offset)
  }

  /// Where the palette stands on a screen: near the top, so that its line of input keeps its place.
  package func frame(in rect: Rect) -> Rect {
    let width = min(72, rect.width)
    let height = min(max(1, min(entries.count, 12)) + 3, rect.height)
    return Rect(
      x: rect.x + (rect.width - width) / 2, y: rect.y + min(3, (rect.height - height) / 3), width: width, height: height
    )
  }

  /// Entries that show at once.
  package func visibleEntries(in rect: Rect) -> Int { max(0, frame(in: rect).height - 3) }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let box = frame(in: rect)
    guard !box.isEmpty else { return }
    surface.fill(box, style: Style(.text, on: .raised))
    surface.frame(box, surface.glyphs.focusedBorder, style: Style(.borderFocused, on: .raised))
    let inner = box.width >= 6 ? box.inset(horizontal: 2, vertical: 1) : box
    if entries.isEmpty {
      surface.write("nothing matches", in: inner, row: 1, style: Style(.dim, on: .raised))
    }
    for row in 0..<min(max(0, inner.height - 1), max(0, entries.count - offset)) {
      draw(offset + row, into: &surface, in: inner.row(row + 1))
    }
    TextField(prompt: ": ", query, placeholder: "type to find an action or a screen").draw(into: &surface, in: inner)
  }

  private func draw(_ index: Int, into surface: inout Surface, in line: Rect) {
    let entry = entries[index]
    let ground: Ground = index == selected ? .selection : .raised
    let isEnabled = entry.disabledReason == nil
    if index == selected { surface.fill(line, style: Style(.text, on: ground)) }
    surface.write(
      index == selected ? surface.glyphs.pointer : " ", at: line.origin, style: Style(.selection, on: ground),
      clip: line)
    let keyWidth = TextWidth.of(entry.key)
    surface.write(entry.key, in: line, align: .right, style: Style(isEnabled ? .key : .keyDisabled, on: ground))
    let room = line.inset(left: 2, right: keyWidth > 0 ? keyWidth + 2 : 0)
    surface.write(entry.title, in: room, style: Style(isEnabled ? .text : .disabled, on: ground))
    let used = TextWidth.of(entry.title) + 2
    let detail = entry.disabledReason ?? entry.detail
    guard room.width > used + 6 else { return }
    surface.write(detail, in: room.inset(left: used), style: Style(.dim, on: ground))
  }
}
