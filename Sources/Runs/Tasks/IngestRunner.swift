import Deliveries
import Lake
import Project
import Words

/// Takes in what is new of one source.
struct IngestRunner: TaskRunner {
  let sessions: TaskSessions

  func run(_ attempt: TaskAttempt, recording record: (StepOutcome) throws -> Void) throws -> StepOutcome {
    let (run, table) = (attempt.run, attempt.task.table)
    guard let source = sessions.workspace.project.source(of: table) else {
      throw RunError(.tableMissing, "no source makes \(table)")
    }
    let rereading: SourceIngest.Rereading =
      !run.input.fullRefresh ? .none : run.input.tables.contains(table) ? .all : .changed
    return try sessions.open(for: attempt.task) { session in
      let outcome = try SourceIngest(
        session: session, source: source, execution: run.execution.rawValue, runDate: run.runDate,
        reporter: attempt.reporter, rereading: rereading
      ).run()
      try record(outcome)
      return outcome
    }
  }
}
