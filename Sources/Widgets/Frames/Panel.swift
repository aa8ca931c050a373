import Canvas

/// A pane with its title set into its border, and the age of its data at the right.
package struct Panel: Widget, Sendable {
  package enum Edge: Sendable {
    /// A frame on all sides.
    case box
    /// One line above: for panes in a frame already, as there is no box inside a box.
    case rule
  }

  package var title: String
  package var age: String?
  package var isFocused: Bool
  package var edge: Edge

  package init(_ title: String, age: String? = nil, isFocused: Bool = false, edge: Edge = .box) {
    self.title = title
    self.age = age
    self.isFocused = isFocused
    self.edge = edge
  }

  /// Where the pane's content goes, one blank column from the border when there is room.
  package func content(of rect: Rect) -> Rect {
    switch edge {
    case .rule: rect.inset(top: 1)
    case .box where rect.width < 12: rect.inset(1)
    case .box: rect.inset(horizontal: 2, vertical: 1)
    }
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let border = isFocused ? surface.glyphs.focusedBorder : surface.glyphs.border
    let line = Style(isFocused ? .borderFocused : .border)
    switch edge {
    case .box: surface.frame(rect, border, style: line)
    case .rule: surface.fill(rect.top(1), with: border.horizontal, style: line)
    }
    drawTitle(&surface, edge == .box ? rect.top(1).inset(horizontal: 2, vertical: 0) : rect.top(1))
  }

  /// The title gives way last: the age goes first, then the title is cut.
  private func drawTitle(_ surface: inout Surface, _ line: Rect) {
    guard line.width >= 3, !title.isEmpty else { return }
    let wanted = TextWidth.of(title) + 2
    if let age, line.width >= wanted + TextWidth.of(age) + 4 {
      let width = TextWidth.of(age) + 2
      surface.write(" \(age) ", at: Point(x: line.right - width, y: line.y), style: Style(.dim), clip: line)
    }
    let shown = TextFit.truncate(title, to: line.width - 2, glyphs: surface.glyphs)
    let style = Style(isFocused ? .accent : .title)
    surface.write(" \(shown) ", at: line.origin, style: style, clip: line)
  }
}
