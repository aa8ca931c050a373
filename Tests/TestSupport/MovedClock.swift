import Clocks
import Foundation
import Synchronization

/// A clock that stands until the test moves it, forwards or back.
package final class MovedClock: WallClock {
  private let time: Mutex<Date>

  package init(_ text: String) { time = Mutex(Self.moment(text)) }

  /// A moment as tests write it, `2026-06-01T06:00:00Z`.
  package static func moment(_ text: String) -> Date { Timestamp.parse(text) ?? .distantPast }

  package func now() -> Date { time.withLock { $0 } }
  package func set(_ text: String) { time.withLock { $0 = Self.moment(text) } }
  package func advance(by seconds: TimeInterval) { time.withLock { $0 += seconds } }
}
