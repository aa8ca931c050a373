import Clocks
import Foundation
import JSON
import Words

/// One day of a backfill.
package struct BackfillDay: Sendable, Hashable {
  package let day: CalendarDay
  package let state: BackfillDayState
  /// How often it was started.
  package let attempt: Int
  /// The newest execution of it.
  package let execution: ExecutionID?
  /// Why it waits again, or who marked it.
  package let note: String?

  package init(day: CalendarDay, state: BackfillDayState, attempt: Int, execution: ExecutionID?, note: String?) {
    (self.day, self.state, self.attempt, self.execution, self.note) = (day, state, attempt, execution, note)
  }
}

/// Runs of several days, one after the other, that make way for all others.
package struct BackfillRecord: Sendable, Hashable, Identifiable {
  package let id: String
  package let state: BackfillState
  /// What each day's run is asked; its day is set for each.
  package let input: JSONValue
  /// Days that may run at the same time.
  package let atOnce: Int
  package let createdAt: Date
  package let createdBy: String
  package let host: String
  /// The process that starts the days; nil before one came.
  package let worker: Worker?
  /// In order.
  package let days: [BackfillDay]

  package init(
    id: String, state: BackfillState, input: JSONValue, atOnce: Int, createdAt: Date, createdBy: String, host: String,
    worker: Worker?, days: [BackfillDay]
  ) {
    (self.id, self.state, self.input, self.atOnce) = (id, state, input, atOnce)
    (self.createdAt, self.createdBy, self.host, self.worker, self.days) = (createdAt, createdBy, host, worker, days)
  }

  package func count(_ state: BackfillDayState) -> Int { days.count { $0.state == state } }
}
