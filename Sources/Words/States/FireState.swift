/// What became of a fire of a schedule.
package enum FireState: String, Sendable, Hashable, CaseIterable {
  /// It is to start, and waits for the end of what runs, or for a scheduler.
  case waiting = "WAITING"
  case started = "STARTED"
  /// What the schedule had started before was still running.
  case skipped = "SKIPPED"
  /// No scheduler was there in time.
  case missed = "MISSED"
}
