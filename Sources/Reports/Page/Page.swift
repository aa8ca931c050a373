import Canvas
import Clocks
import Foundation

/// What a report is written for.
package struct Page: Sendable, Hashable {
  /// Columns of the terminal; nil for a file or a pipe, where nothing is cut.
  package var width: Int?
  package var glyphs: Glyphs
  /// When "now" is, for ages.
  package var now: Date
  /// Where days begin and clocks are read.
  package var zone: DayZone

  package init(width: Int? = nil, glyphs: Glyphs = .braille, now: Date, zone: DayZone = .utc) {
    self.zone = zone
    self.width = width
    self.glyphs = glyphs
    self.now = now
  }

  /// Columns for what is drawn rather than written: charts and bars.
  package var drawingWidth: Int { min(max(width ?? drawingColumns, 20), 240) }

  /// Columns of what is drawn into a file or a pipe: COLUMNS, where that is set.
  package var drawingColumns = 100
}
