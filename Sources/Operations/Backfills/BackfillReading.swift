import Clocks
import Foundation

/// Runs of several days, and which days there are.
package protocol BackfillReading: Sendable {
  /// Newest first.
  func backfills(asOf: Date?) throws -> [BackfillSummary]

  /// Each day from the first to the last: whether a run of it succeeded, failed, runs or waits, or whether there is none.
  ///
  /// - Parameter tables: only runs that were of all these, or of everything, count; empty: of everything.
  func coverage(from: CalendarDay, until: CalendarDay, tables: [String], asOf: Date?) throws -> [CoverageDay]
}

/// The same with their verbs. Each deed is in the audit.
package protocol BackfillOperations: BackfillReading {
  /// Starts runs of the days, the oldest first, with all that the request says but its day; returns the backfill's id at once.
  func startBackfill(_ days: [CalendarDay], _ request: RunRequest, atOnce: Int) throws -> String

  /// Starts no further day; those that run go on to their end. Throws `refused` where it does not run.
  func pauseBackfill(_ id: String) throws

  /// Goes on, also where the process that drove it is gone.
  func resumeBackfill(_ id: String) throws

  /// Takes back what waits, and asks what runs to stop.
  func cancelBackfill(_ id: String) throws

  /// Lets the days that failed, or were left out, wait once more. Throws `refused` where there are none.
  func retryBackfill(_ id: String) throws

  /// Says of a day that it is done.
  func markBackfillDay(_ day: CalendarDay, of id: String, reason: String) throws
}

extension BackfillReading {
  package func backfills() throws -> [BackfillSummary] { try backfills(asOf: nil) }
}
