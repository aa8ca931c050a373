import Clocks
import Foundation

/// A filter as typed: `words`, `/regex/`, `!not`, `field:value`, `field:/regex/`, `field>value` (also `<`, `>=`, `<=`,
/// `=`), `"two words"`. All conditions must hold; case does not matter.
package struct RowFilter: Hashable, Sendable {
  package let text: String
  package let terms: [FilterTerm]
  /// What could not be understood, for the line under the field; such parts count as plain words.
  package let problems: [String]

  /// - Parameter fields: the names that may stand before `:` and the comparisons; a unique beginning is enough.
  package init(_ text: String, fields: [String]) {
    self.init(text, fields: fields.map { FilterField($0) }, now: Date(timeIntervalSince1970: 0))
  }

  /// - Parameters:
  ///   - now: what `12h` counts from.
  ///   - zone: where days begin and clocks are read.
  package init(_ text: String, fields: [FilterField], now: Date, zone: DayZone = .utc) {
    self.text = text
    var parser = FilterParser(text, fields: fields, now: now, zone: zone)
    terms = parser.parse()
    problems = parser.problems
  }

  package var isEmpty: Bool { terms.isEmpty }
}
