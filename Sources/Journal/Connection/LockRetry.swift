import Foundation
import GRDB
import Ledger

/// Trying again when another process holds a lock.
///
/// SQLite's own busy timeout does not cover every conflict: switching a new file to WAL, recovering a WAL and the last
/// connection's closing answer SQLITE_BUSY at once. And the timeout is unfair: under many writers one may be passed over.
enum LockRetry {
  /// With five seconds of busy timeout each, about a minute in the worst case.
  static let attempts = 12

  /// - Parameter pause: waits between two attempts, for a number of seconds.
  static func run<Result>(
    path: String, pause: (TimeInterval) -> Void = Thread.sleep(forTimeInterval:), _ body: () throws -> Result
  ) throws(JournalError) -> Result {
    var attempt = 1
    while true {
      do {
        return try body()
      } catch let error as DatabaseError where error.isLockConflict && attempt < attempts {
        // Uneven waits keep two processes from colliding in step.
        pause(Double.random(in: 0.002...0.02) * Double(attempt))
        attempt += 1
      } catch { throw JournalError(error, path: path) }
    }
  }
}
