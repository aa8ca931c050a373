import Clocks
import Foundation
import Words

/// All schedules of a project, by name, whether anybody carries them out, and what its sources deliver.
package struct SchedulesReport: Sendable, Hashable {
  package var asOf: Date
  package var scheduler: SchedulerSummary
  package var schedules: [ScheduleSummary]
  /// In the project's order.
  package var sources: [SourceDelivery]

  package init(
    asOf: Date, scheduler: SchedulerSummary, schedules: [ScheduleSummary], sources: [SourceDelivery] = []
  ) {
    (self.asOf, self.scheduler, self.schedules, self.sources) = (asOf, scheduler, schedules, sources)
  }

  /// The first of the next fires.
  package var next: (schedule: String, at: Date)? {
    schedules.compactMap { schedule in schedule.next.map { (schedule.name, $0) } }.min { $0.1 < $1.1 }
  }
}

/// The process that starts what is due.
package struct SchedulerSummary: Sendable, Hashable {
  package enum State: String, Sendable, Hashable, CaseIterable {
    case running = "RUNNING"
    /// It ended, or gave no sign of life for a while.
    case gone = "GONE"
    /// None ever ran here.
    case absent = "ABSENT"
  }

  package var state: State
  package var host: String?
  package var process: Int32?
  package var lastSign: Date?
  /// What keeps it from its work.
  package var trouble: String?

  package init(
    state: State, host: String? = nil, process: Int32? = nil, lastSign: Date? = nil, trouble: String? = nil
  ) {
    (self.state, self.host, self.process, self.lastSign, self.trouble) = (state, host, process, lastSign, trouble)
  }
}

package struct ScheduleSummary: Sendable, Hashable, Identifiable {
  package enum State: String, Sendable, Hashable, CaseIterable {
    case on = "ON"
    case paused = "PAUSED"
    /// `enabled: false` in its file.
    case off = "OFF"
    /// It never fires again.
    case over = "OVER"
  }

  package var id: String { name }
  package var name: String
  package var description: String?
  /// `cron(10 6 * * ? *)`
  package var expression: String
  /// `UTC`, `Europe/London`
  package var timeZone: String
  /// The tables it runs; empty: all of them.
  package var tables: [String]
  /// The state machine that it starts; nil where it runs tables.
  package var workflow: String?
  package var state: State
  package var pausedUntil: Date?
  package var pausedBy: String?
  /// Nil when it never fires again, or not while it is paused or off.
  package var next: Date?
  /// The next fires, that one included; fewer where it ends.
  package var upcoming: [Date] = []
  package var last: ScheduleFireSummary?
  /// The newest fires, that one included, the newest first.
  package var recent: [ScheduleFireSummary] = []
  /// How many of its fires of the last seven days were missed.
  package var missed: Int
  /// How many wait to start.
  package var waiting: Int
  /// A scheduler runs that will start it.
  package var isServed = true

  package init(
    name: String, description: String? = nil, expression: String, timeZone: String, tables: [String] = [],
    state: State, pausedUntil: Date? = nil, pausedBy: String? = nil, next: Date? = nil,
    last: ScheduleFireSummary? = nil, missed: Int = 0, waiting: Int = 0
  ) {
    (self.name, self.description, self.expression, self.timeZone) = (name, description, expression, timeZone)
    (self.tables, self.state, self.pausedUntil, self.pausedBy) = (tables, state, pausedUntil, pausedBy)
    (self.next, self.last, self.missed, self.waiting) = (next, last, missed, waiting)
  }
}

/// One fire, or several that were missed in a row.
package struct ScheduleFireSummary: Sendable, Hashable, Identifiable {
  package let id: Int64
  package var schedule: String
  /// The moment it is for; of missed ones the last.
  package var at: Date
  package var state: FireState
  /// It started after its window.
  package var isLate: Bool
  /// Of missed ones how many, and the first of them; else 1 and `at`.
  package var number: Int
  package var firstAt: Date
  package var execution: String?
  /// That of the execution, now.
  package var executionStatus: ExecutionStatus?
  package var note: String?

  package init(
    id: Int64, schedule: String, at: Date, state: FireState, isLate: Bool = false, number: Int = 1,
    firstAt: Date? = nil,
    execution: String? = nil, executionStatus: ExecutionStatus? = nil, note: String? = nil
  ) {
    (self.id, self.schedule, self.at, self.state, self.isLate) = (id, schedule, at, state, isLate)
    (self.number, self.firstAt, self.execution) = (number, firstAt ?? at, execution)
    (self.executionStatus, self.note) = (executionStatus, note)
  }
}
