import Canvas
import Charts
import Clocks
import Foundation

/// What `draw` leaves on a surface of a size, as text.
func picture(
  _ width: Int, _ height: Int, _ glyphs: Glyphs = .braille, _ draw: (inout Surface, Rect) -> Void
) -> String {
  var surface = Surface(size: Size(width: width, height: height), glyphs: glyphs)
  draw(&surface, surface.bounds)
  return surface.picture()
}

/// Days of November 2026, with nil for gaps.
func series(_ name: String, _ values: [Double?]) -> LineSeries {
  let first = CalendarDay(year: 2026, month: 11, day: 1)
  return LineSeries(name, values.enumerated().map { LineSeries.Point(first.advanced(by: $0).start, $1) })
}
