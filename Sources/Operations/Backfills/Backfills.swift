import Clocks
import Foundation
import JSON
import Words

/// How a day is, by the runs of it.
package struct CoverageDay: Sendable, Hashable {
  package enum State: String, Sendable, Hashable, CaseIterable {
    case done = "DONE"
    case failed = "FAILED"
    case running = "RUNNING"
    case queued = "QUEUED"
    /// Somebody said that it is done.
    case marked = "MARKED"
    /// Before the first run, and no file of it lies there: nobody waits for it.
    case outside = "OUTSIDE"
    /// No run of it is known.
    case missing = "MISSING"
  }

  package var day: CalendarDay
  package var state: State
  /// The run that says so.
  package var execution: String?
  package var note: String?

  package init(_ day: CalendarDay, _ state: State, execution: String? = nil, note: String? = nil) {
    (self.day, self.state, self.execution, self.note) = (day, state, execution, note)
  }

  /// A backfill has it still to do.
  package var isOpen: Bool { state == .missing || state == .failed }
}

package struct BackfillSummary: Sendable, Hashable, Identifiable {
  package struct Day: Sendable, Hashable {
    package var day: CalendarDay
    package var state: BackfillDayState
    package var attempt: Int
    package var execution: String?
    package var note: String?

    package init(day: CalendarDay, state: BackfillDayState, attempt: Int, execution: String?, note: String?) {
      (self.day, self.state, self.attempt, self.execution, self.note) = (day, state, attempt, execution, note)
    }
  }

  package var id: String
  package var state: BackfillState
  /// Of what the days' runs are; empty: of everything.
  package var tables: [String]
  package var createdAt: Date
  package var createdBy: String
  package var atOnce: Int
  /// A process drives it; without one nothing goes on until somebody resumes it.
  package var isDriven: Bool
  package var days: [Day]

  package init(
    id: String, state: BackfillState, tables: [String], createdAt: Date, createdBy: String, atOnce: Int, isDriven: Bool,
    days: [Day]
  ) {
    (self.id, self.state, self.tables, self.createdAt) = (id, state, tables, createdAt)
    (self.createdBy, self.atOnce, self.isDriven, self.days) = (createdBy, atOnce, isDriven, days)
  }

  package func count(_ state: BackfillDayState) -> Int { days.count { $0.state == state } }
  package var isOver: Bool { [.succeeded, .failed, .cancelled].contains(state) && count(.running) == 0 }
}

extension CoverageDay {
  package var json: JSONValue {
    [
      "day": .string(day.description), "state": .string(state.rawValue), "execution": .optional(execution),
      "note": .optional(note),
    ]
  }
}

extension BackfillSummary {
  package var json: JSONValue {
    [
      "backfill": .string(id), "state": .string(state.rawValue), "tables": .array(tables.map(JSONValue.string)),
      "createdAt": .string(Timestamp.text(createdAt)), "createdBy": .string(createdBy), "maxConcurrency": .int(atOnce),
      "isDriven": .bool(isDriven),
      "days": .array(
        days.map {
          [
            "day": .string($0.day.description), "state": .string($0.state.rawValue), "attempt": .int($0.attempt),
            "execution": .optional($0.execution), "note": .optional($0.note),
          ]
        }),
    ]
  }
}
