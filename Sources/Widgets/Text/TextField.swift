import Canvas

/// One line of input with its cursor, scrolled so that the cursor shows.
package struct TextField: Widget, Sendable {
  package var prompt: String
  package var value: EditableText
  package var placeholder: String
  package var isFocused: Bool
  package var role: Role

  /// - Parameter role: of the typed text: `.failed` where it is not valid.
  package init(
    prompt: String = "", _ value: EditableText, placeholder: String = "", isFocused: Bool = true, role: Role = .input
  ) {
    self.prompt = prompt
    self.value = value
    self.placeholder = placeholder
    self.isFocused = isFocused
    self.role = role
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let line = rect.row(0)
    guard !line.isEmpty else { return }
    let promptWidth = min(TextWidth.of(prompt), max(0, line.width - 4))
    surface.write(prompt, at: line.origin, style: Style(.accent), clip: line.left(promptWidth))
    let field = line.inset(left: promptWidth)
    surface.fill(field, style: Style(role, on: .input))
    if value.isEmpty {
      surface.write(placeholder, in: field, style: Style(.placeholder, on: .input))
      if isFocused { surface.cursor = field.origin }
      return
    }
    drawValue(&surface, field)
  }

  private func drawValue(_ surface: inout Surface, _ field: Rect) {
    let widths = value.characters.map { TextWidth.of(String($0)) }
    let cursorColumn = widths[..<value.cursor].reduce(0, +)
    var start = 0
    var passed = 0
    // The cursor itself needs a column, also behind the last character.
    while cursorColumn - passed > field.width - 1, start < value.cursor {
      passed += widths[start]
      start += 1
    }
    let shown = String(value.characters[start...])
    surface.write(shown, at: field.origin, style: Style(role, on: .input), clip: field)
    guard isFocused else { return }
    surface.cursor = Point(x: min(field.x + cursorColumn - passed, max(field.x, field.right - 1)), y: field.y)
  }
}
