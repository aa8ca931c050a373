import Canvas

/// What the person at the terminal did.
package enum Input: Hashable, Sendable {
  case key(Key)
  /// Pasted text as the terminal sent it, line ends as `\n`. Untrusted: it may hold any control.
  case paste(String)
  case mouse(Mouse)
}

/// A mouse event in cells.
package struct Mouse: Hashable, Sendable {
  package enum Deed: Hashable, Sendable { case press, release, drag, wheelUp, wheelDown }
  package enum Button: Hashable, Sendable { case left, middle, right, none }

  package let deed: Deed
  package let button: Button
  package let at: Point
  package let modifiers: Key.Modifiers

  package init(_ deed: Deed, _ button: Button = .left, at: Point, _ modifiers: Key.Modifiers = []) {
    self.deed = deed
    self.button = button
    self.at = at
    self.modifiers = modifiers
  }
}
