import Canvas

/// A question in the middle of the screen. Its buttons always show; its lines give way.
package struct Dialog: Widget, Sendable {
  package struct Line: Hashable, Sendable, ExpressibleByStringLiteral {
    package var text: String
    package var role: Role
    /// Columns by which the lines after the first are set in when it wraps.
    package var hanging: Int
    package init(_ text: String, role: Role = .text, hanging: Int = 0) {
      self.text = text
      self.role = role
      self.hanging = hanging
    }
    package init(stringLiteral text: String) { self.init(text) }
  }

  package struct Button: Hashable, Sendable {
    package var label: String
    package var isDangerous: Bool
    package init(_ label: String, isDangerous: Bool = false) {
      self.label = label
      self.isDangerous = isDangerous
    }
  }

  package var title: String
  package var lines: [Line]
  package var field: TextField?
  package var buttons: [Button]
  package var focusedButton: Int?

  /// - Parameter field: a line to type into, above the buttons; it has the cursor while no button has the focus.
  package init(
    title: String, lines: [Line], field: TextField? = nil, buttons: [Button], focusedButton: Int? = 0
  ) {
    self.title = title
    self.lines = lines
    self.field = field
    self.buttons = buttons
    self.focusedButton = focusedButton
  }

  /// Where the dialog stands on a screen.
  package func frame(in rect: Rect) -> Rect {
    let widest = max(
      lines.map { TextWidth.of($0.text) }.max() ?? 0, buttonsWidth, TextWidth.of(title) + 4, field == nil ? 0 : 32)
    let width = min(max(24, widest + 6), max(24, rect.width * 9 / 10), 100)
    let wrapped = wrappedLines(min(width, rect.width) - 6).count
    return rect.centered(Size(width: width, height: wrapped + 5 + (field == nil ? 0 : 2)))
  }

  /// The button under a point, for the mouse.
  package func button(at point: Point, in rect: Rect) -> Int? {
    buttonPlaces(frame(in: rect)).firstIndex { $0.contains(point) }
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let box = frame(in: rect)
    guard !box.isEmpty else { return }
    surface.fill(box, style: Style(.text, on: .raised))
    surface.frame(box, surface.glyphs.focusedBorder, style: Style(.borderFocused, on: .raised))
    let heading = box.top(1).inset(horizontal: 2, vertical: 0)
    let shown = TextFit.truncate(title, to: max(0, heading.width - 2), glyphs: surface.glyphs)
    if !shown.isEmpty { surface.write(" \(shown) ", at: heading.origin, style: Style(.accent, on: .raised)) }
    drawLines(&surface, box)
    if let field { drawField(&surface, field, box) }
    drawButtons(&surface, box)
  }

  private var buttonsWidth: Int {
    buttons.map { TextWidth.of($0.label) + 4 }.reduce(0, +) + 2 * max(0, buttons.count - 1)
  }

  private func wrappedLines(_ columns: Int) -> [Line] {
    lines.flatMap { line in
      TextFit.wrap(line.text, to: max(1, columns), hanging: line.hanging).map { Line($0, role: line.role) }
    }
  }

  private func drawLines(_ surface: inout Surface, _ box: Rect) {
    let room = box.inset(left: 3, top: box.height > 6 ? 2 : 1, right: 3, bottom: (field == nil ? 0 : 2) + 2)
    let all = wrappedLines(room.width)
    let hidden = all.count - room.height
    for (row, line) in all.prefix(room.height).enumerated() {
      let isLast = hidden > 0 && row == room.height - 1
      surface.write(
        isLast ? "\(surface.glyphs.ellipsis) \(hidden + 1) more lines" : line.text, in: room, row: row,
        style: Style(isLast ? .dim : line.role, on: .raised))
    }
  }

  private func drawField(_ surface: inout Surface, _ field: TextField, _ box: Rect) {
    guard box.height >= 5 else { return }
    var field = field
    field.isFocused = focusedButton == nil
    field.draw(into: &surface, in: box.inset(horizontal: 3, vertical: 0).row(box.height - 4))
  }

  private func buttonPlaces(_ box: Rect) -> [Rect] {
    let line = box.height >= 3 ? box.row(box.height - 2).inset(horizontal: 1, vertical: 0) : box.row(box.height - 1)
    var x = line.right - min(line.width, buttonsWidth + 2)
    return buttons.map { button in
      let width = TextWidth.of(button.label) + 4
      defer { x += width + 2 }
      return Rect(x: x, y: line.y, width: width, height: 1).intersection(line)
    }
  }

  private func drawButtons(_ surface: inout Surface, _ box: Rect) {
    for (index, place) in buttonPlaces(box).enumerated() where !place.isEmpty {
      let isFocused = index == focusedButton
      let role: Role = isFocused ? .selection : buttons[index].isDangerous ? .danger : .key
      let style = Style(role, on: isFocused ? .selection : .raised, isFocused ? .bold : [])
      surface.write("[ \(buttons[index].label) ]", at: place.origin, style: style, clip: place)
      if isFocused { surface.cursor = Point(x: min(place.x + 2, place.right - 1), y: place.y) }
    }
  }
}
