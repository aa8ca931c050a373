import Clocks
import Foundation

/// The day that a moment falls on in a zone.
package enum LocalDay {
  package static func of(_ moment: Date, in zone: TimeZone) -> CalendarDay {
    CalendarDay(moment.addingTimeInterval(TimeInterval(zone.secondsFromGMT(for: moment))))
  }
}
