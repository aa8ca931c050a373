import Lake
import ModelSQL
import Tables
import Words

/// Builds one table.
struct BuildRunner: TaskRunner {
  let sessions: TaskSessions

  func run(_ attempt: TaskAttempt, recording record: (StepOutcome) throws -> Void) throws -> StepOutcome {
    let run = attempt.run
    return try sessions.open(for: attempt.task) { session in
      let request = BuildRequest(
        table: attempt.task.table, execution: run.execution.rawValue,
        parameters: RunParameters(runDate: run.runDate, runTimestamp: run.startedAt),
        fullRefresh: run.input.fullRefresh)
      return try TableBuild(session: session, request: request, reporter: attempt.reporter).run(recording: record)
    }
  }
}
