import Foundation
import Words

/// What the journal knows of a schedule: how far its fires are decided, and whether it is paused.
package struct ScheduleState: Sendable, Hashable {
  package let name: String
  /// When a scheduler met it first. A rate without a start counts from here.
  package let firstSeen: Date
  /// Every fire up to here has its row, or was passed over while the schedule was paused.
  package let decidedUntil: Date
  package let pause: Pause?

  package struct Pause: Sendable, Hashable {
    package let at: Date
    /// Nil: until somebody resumes it.
    package let until: Date?
    package let by: String
  }

  package func isPaused(at now: Date) -> Bool { pause.map { $0.until.map { now < $0 } ?? true } ?? false }
}

/// What became of a fire.
package enum FireState: String, Sendable, Hashable, CaseIterable {
  /// It is to start, and waits for the end of what runs, or for a scheduler.
  case waiting = "WAITING"
  case started = "STARTED"
  /// What the schedule had started before was still running.
  case skipped = "SKIPPED"
  /// No scheduler was there in time.
  case missed = "MISSED"
}

/// One fire of a schedule, or several that were missed in a row.
package struct ScheduleFire: Sendable, Hashable {
  package let sequence: Int64
  package let schedule: String
  /// The moment it is for; of missed ones the last.
  package let at: Date
  package let state: FireState
  /// It came after its window.
  package let isLate: Bool
  /// How many were missed, the first of them at `firstAt`; 1 otherwise.
  package let number: Int
  package let firstAt: Date
  package let decidedAt: Date
  package let execution: ExecutionID?
  package let note: String?
}

/// A fire that was found due.
package struct NewFire: Sendable, Hashable {
  package var at: Date
  package var state: FireState
  package var isLate = false
  package var number = 1
  /// Of missed ones the first; nil: the same moment.
  package var firstAt: Date?

  package init(at: Date, state: FireState, isLate: Bool = false, number: Int = 1, firstAt: Date? = nil) {
    (self.at, self.state, self.isLate, self.number, self.firstAt) = (at, state, isLate, number, firstAt)
  }
}

/// The scheduler that works, or worked last.
package struct SchedulerRecord: Sendable, Hashable {
  package let host: String
  package let worker: Worker
  package let startedAt: Date
  package let heartbeatAt: Date
  /// What keeps it from doing its work; nil when all is well.
  package let trouble: String?
}

extension ScheduleState {
  init(_ row: StoredRow) {
    name = row.text("name")
    firstSeen = row.moment("first_seen")
    decidedUntil = row.moment("decided_until")
    pause = row.optionalMoment("paused_at").map {
      Pause(at: $0, until: row.optionalMoment("paused_until"), by: row.optionalText("paused_by") ?? "")
    }
  }
}

extension ScheduleFire {
  init(_ row: StoredRow) throws {
    sequence = row.int("sequence")
    schedule = row.text("schedule")
    at = row.moment("fire_at")
    state = try row.value("state")
    isLate = row.int("is_late") != 0
    number = Int(row.int("number"))
    firstAt = row.moment("first_at")
    decidedAt = row.moment("decided_at")
    execution = row.optionalExecution("execution")
    note = row.optionalText("note")
  }
}

extension SchedulerRecord {
  init(_ row: StoredRow) {
    host = row.text("host")
    worker = Worker(pid: Int32(truncatingIfNeeded: row.int("pid")), start: row.text("start"))
    startedAt = row.moment("started_at")
    heartbeatAt = row.moment("heartbeat_at")
    trouble = row.optionalText("trouble")
  }
}
