import Canvas

/// A throw-away value that draws into a rectangle; selection, scroll and focus live with whoever makes it.
package protocol Widget {
  /// Draws within `rect` and nowhere else, whatever its size.
  func draw(into surface: inout Surface, in rect: Rect)
}
