import Clocks
import Foundation

// Moments are stored as whole milliseconds since 1970 UTC: integers compare and index exactly, and no time zone or text
// format can creep in.
extension Date {
  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

  var milliseconds: Int64 { Int64(saturating: timeIntervalSince1970 * 1000) }

  /// The moment as it comes back from the journal.
  var stored: Date { Date(milliseconds: milliseconds) }
}
