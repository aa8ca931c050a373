import Clocks
import Foundation
import Synchronization

/// A clock that moves only when a test says so.
final class SteppingClock: WallClock {
  private let moment: Mutex<Date>

  init(_ text: String = "2026-11-21T06:10:00Z") { moment = Mutex(Timestamp.parse(text) ?? .distantPast) }

  func now() -> Date { moment.withLock { $0 } }
  func advance(_ seconds: TimeInterval) { moment.withLock { $0 += seconds } }
}
