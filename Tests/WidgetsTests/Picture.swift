import Canvas

/// What `draw` leaves on a surface of a size, as text.
func picture(
  _ width: Int, _ height: Int, _ glyphs: Glyphs = .braille, _ draw: (inout Surface, Rect) -> Void
) -> String {
  var surface = Surface(size: Size(width: width, height: height), glyphs: glyphs)
  draw(&surface, surface.bounds)
  return surface.picture()
}
