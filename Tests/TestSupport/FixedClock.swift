import Clocks
import Foundation

/// A clock that stands still.
package struct FixedClock: WallClock {
  package let moment: Date
  package init(_ moment: Date) { self.moment = moment }
  package func now() -> Date { moment }
}
