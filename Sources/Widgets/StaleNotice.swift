import Canvas

/// One line above data that is shown although it is old: how old, and why.
package struct StaleNotice: Widget, Hashable, Sendable {
  package var age: String
  package var reason: String

  package init(age: String, reason: String) {
    self.age = age
    self.reason = reason
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let status = Status.stale.text(surface.glyphs)
    let text = "\(status)  \(age) old" + (reason.isEmpty ? "" : surface.glyphs.separator + reason)
    surface.write(text, in: rect, style: Style(.stale))
  }
}
