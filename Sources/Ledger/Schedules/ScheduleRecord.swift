import Clocks
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

  package init(name: String, firstSeen: Date, decidedUntil: Date, pause: Pause?) {
    self.name = name
    self.firstSeen = firstSeen
    self.decidedUntil = decidedUntil
    self.pause = pause
  }

  package struct Pause: Sendable, Hashable {
    package let at: Date
    /// Nil: until somebody resumes it.
    package let until: Date?
    package let by: String

    package init(at: Date, until: Date?, by: String) {
      self.at = at
      self.until = until
      self.by = by
    }
  }

  package func isPaused(at now: Date) -> Bool { pause.map { $0.until.map { now < $0 } ?? true } ?? false }
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
  /// The files whose arrival it stands for; nil for one of the clock.
  package let drop: FireDrop?

  package init(
    sequence: Int64, schedule: String, at: Date, state: FireState, isLate: Bool, number: Int, firstAt: Date,
    decidedAt: Date, execution: ExecutionID?, note: String?, drop: FireDrop? = nil
  ) {
    self.sequence = sequence
    self.schedule = schedule
    self.at = at
    self.state = state
    self.isLate = isLate
    self.number = number
    self.firstAt = firstAt
    self.decidedAt = decidedAt
    self.execution = execution
    self.note = note
    self.drop = drop
  }
}

/// Files that came together.
package struct FireDrop: Sendable, Hashable {
  /// What stands for these files as they are: the same files are no second drop.
  package let key: String
  /// The day they are of.
  package let day: CalendarDay

  package init(key: String, day: CalendarDay) { (self.key, self.day) = (key, day) }
}

/// A fire that was found due.
package struct NewFire: Sendable, Hashable {
  package var at: Date
  package var state: FireState
  package var isLate = false
  package var number = 1
  /// Of missed ones the first; nil: the same moment.
  package var firstAt: Date?
  package var note: String?
  package var drop: FireDrop?

  package init(
    at: Date, state: FireState, isLate: Bool = false, number: Int = 1, firstAt: Date? = nil, note: String? = nil,
    drop: FireDrop? = nil
  ) {
    (self.at, self.state, self.isLate, self.number, self.firstAt) = (at, state, isLate, number, firstAt)
    (self.note, self.drop) = (note, drop)
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

  package init(host: String, worker: Worker, startedAt: Date, heartbeatAt: Date, trouble: String?) {
    self.host = host
    self.worker = worker
    self.startedAt = startedAt
    self.heartbeatAt = heartbeatAt
    self.trouble = trouble
  }
}
