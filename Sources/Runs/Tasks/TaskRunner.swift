import Clocks
import Foundation
import Lake
import Words

/// What is the same for all tasks of an execution.
package struct RunContext: Sendable {
  package var execution: ExecutionID
  package var input: RunInput
  /// The day the run is for, and when it began: what `run_date()` and `run_timestamp()` mean.
  package var runDate: CalendarDay
  package var startedAt: Date
  package var environment: String

  package init(execution: ExecutionID, input: RunInput, runDate: CalendarDay, startedAt: Date, environment: String) {
    self.execution = execution
    self.input = input
    self.runDate = runDate
    self.startedAt = startedAt
    self.environment = environment
  }
}

/// One try of a task.
package struct TaskAttempt: Sendable {
  package let task: RunTask
  package let run: RunContext
  /// Hears what is done, and knows whether the run was asked to stop.
  package let reporter: any StepReporter
}

/// Runs the tasks of one kind. A further kind is a type of its own and a line in `TaskRunners`: whoever plans, schedules and
/// records tasks knows none of them.
package protocol TaskRunner: Sendable {
  /// Does the work and blocks until it is done; throws whatever keeps it from being done, or when it was asked to stop.
  ///
  /// - Parameter record: writes down how it went, all in one transaction. It is called once, as the last thing; a runner that
  ///   keeps others out (from a table, say) calls it before it lets them in.
  func run(_ attempt: TaskAttempt, recording record: (StepOutcome) throws -> Void) throws -> StepOutcome
}

/// Who runs which kind.
enum TaskRunners {
  static func all(_ sessions: TaskSessions) -> [StepKind: any TaskRunner] {
    [.ingest: IngestRunner(sessions: sessions), .build: BuildRunner(sessions: sessions)]
  }
}
