/// How a backfill is as a whole.
package enum BackfillState: String, Sendable, Hashable, CaseIterable {
  case running = "RUNNING"
  case paused = "PAUSED"
  case cancelled = "CANCELLED"
  case succeeded = "SUCCEEDED"
  /// All days were tried, and at least one failed.
  case failed = "FAILED"
}

package enum BackfillDayState: String, Sendable, Hashable, CaseIterable {
  case queued = "QUEUED"
  case running = "RUNNING"
  case succeeded = "SUCCEEDED"
  case failed = "FAILED"
  case cancelled = "CANCELLED"
  /// Somebody said that it is done.
  case marked = "MARKED"
}
