import Foundation
import Synchronization

/// A clock on which days pass quickly: it goes at the machine's pace, and leaps over the hours in which nothing is to happen
/// when its owner says so. What runs between two leaps sees seconds that are seconds.
package final class LeapingClock: WallClock {
  /// The time between two leaps: what the clock shows, and when by the machine it began to.
  package struct Stretch: Hashable, Sendable {
    package let begin: Date
    package let shown: Date

    package init(begin: Date = Date(), shown: Date) { (self.begin, self.shown) = (begin, shown) }

    /// A machine whose time is set back holds the clock for so long.
    package func now(machine: Date = Date()) -> Date {
      shown.addingTimeInterval(max(0, machine.timeIntervalSince(begin)))
    }
  }

  private let current: Mutex<Stretch>

  package init(_ stretch: Stretch) { current = Mutex(stretch) }

  package var stretch: Stretch { current.withLock { $0 } }
  package func now() -> Date { stretch.now() }

  /// Goes on from a moment; from where it is when that has passed.
  package func leap(to moment: Date, machine: Date = Date()) {
    current.withLock { $0 = Stretch(begin: machine, shown: max(moment, $0.now(machine: machine))) }
  }
}

extension LeapingClock.Stretch {
  /// One line that `init(text:)` reads.
  package var text: String { Timestamp.text(begin) + " " + Timestamp.text(shown) }

  package init?(text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 2, let begin = Timestamp.parse(words[0]), let shown = Timestamp.parse(words[1]) else {
      return nil
    }
    self.init(begin: begin, shown: shown)
  }
}
