import Canvas

/// The footer: the keys that work here and now. What does not fit is left out from the end; pinned hints stay, at the
/// right.
package struct KeyBar: Widget, Sendable {
  package var hints: [KeyHint]
  package var pinned: [KeyHint]
  /// Said instead of the hints: what an action did.
  package var message: String?
  package var messageRole: Role

  package init(_ hints: [KeyHint], pinned: [KeyHint] = [], message: String? = nil, messageRole: Role = .accent) {
    self.hints = hints
    self.pinned = pinned
    self.message = message
    self.messageRole = messageRole
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let line = rect.row(0)
    guard !line.isEmpty else { return }
    surface.fill(line, style: Style(.footer, on: .footer))
    let pinnedWidth = pinned.map { Self.width($0) + 2 }.reduce(0, +)
    // Two more columns than between hints: what always stands there is a group of its own.
    let room = line.inset(left: 1, right: pinnedWidth < line.width ? pinnedWidth + (pinned.isEmpty ? 0 : 2) : 0)
    if let message {
      surface.write(message, in: room, style: Style(messageRole, on: .footer))
    } else {
      drawHints(&surface, room)
    }
    guard pinnedWidth < line.width else { return }
    var x = line.right - pinnedWidth + 1
    for hint in pinned {
      draw(hint, &surface, Point(x: x, y: line.y), line)
      x += Self.width(hint) + 2
    }
  }

  private func drawHints(_ surface: inout Surface, _ room: Rect) {
    var x = room.x
    for hint in hints where x + Self.width(hint) <= room.right {
      draw(hint, &surface, Point(x: x, y: room.y), room)
      x += Self.width(hint) + 2
    }
  }

  private static func width(_ hint: KeyHint) -> Int { TextWidth.of(hint.key) + 1 + TextWidth.of(hint.label) }

  private func draw(_ hint: KeyHint, _ surface: inout Surface, _ place: Point, _ clip: Rect) {
    let key = Style(hint.isEnabled ? .key : .keyDisabled, on: .footer)
    let label = Style(hint.isEnabled ? .keyLabel : .keyDisabled, on: .footer)
    let width = surface.write(hint.key, at: place, style: key, clip: clip)
    surface.write(hint.label, at: Point(x: place.x + width + 1, y: place.y), style: label, clip: clip)
  }
}
