import Clocks
import Engine
import Foundation
import JSON
import Journal
import Lake
import Metrics
import ModelSQL
import Project
import Words

/// Runs one step to its end and writes down how it went.
struct StepRunner: Sendable {
  let workspace: Workspace
  let journal: Journal
  let library: EngineLibrary
  let execution: ExecutionID
  let input: RunInput
  let runDate: CalendarDay
  let startedAt: Date
  let stop: StopFlag
  let running: RunningSteps

  enum Outcome: Sendable {
    case succeeded
    case stopped
    case failed(FailureReason)
  }

  /// Blocks until the step is done; throws only when the journal cannot be written.
  func run(_ step: RunStep) throws -> Outcome {
    let reporter = JournalReporter(journal: journal, execution: execution, step: step.name, stop: stop)
    let begin = ContinuousClock.now
    guard try journal.startStep(step.name, in: execution) else { return .stopped }
    reporter.log(.info, "\(step.name) started")
    do {
      let outcome = try work(step, reporter) { try succeed(step, $0, seconds: Self.seconds(since: begin)) }
      reporter.log(.info, "\(step.name): \(outcome.message)")
      return .succeeded
    } catch let error as JournalError {
      throw error
    } catch {
      return try fail(step, error, seconds: Self.seconds(since: begin), reporter)
    }
  }

  private func work(
    _ step: RunStep, _ reporter: JournalReporter, recording record: (StepOutcome) throws -> Void
  ) throws -> StepOutcome {
    let session = try LakeSession(workspace: workspace, journal: journal, library: library)
    running.add(session.connection, step: step.name)
    defer { running.remove(step: step.name) }
    if step.kind == .ingest {
      let outcome = try ingest(step, session, reporter)
      try record(outcome)
      return outcome
    }
    let request = BuildRequest(
      table: step.table, execution: execution.rawValue,
      parameters: RunParameters(runDate: runDate, runTimestamp: startedAt), fullRefresh: input.fullRefresh)
    return try TableBuild(session: session, request: request, reporter: reporter).run(recording: record)
  }

  private func ingest(_ step: RunStep, _ session: LakeSession, _ reporter: JournalReporter) throws -> StepOutcome {
    guard let source = workspace.project.source(of: step.table) else {
      throw RunError(.tableMissing, "no source makes \(step.table)")
    }
    let rereading: SourceIngest.Rereading =
      !input.fullRefresh ? .none : input.tables.contains(step.table) ? .all : .changed
    return try SourceIngest(
      session: session, source: source, execution: execution.rawValue, runDate: runDate, reporter: reporter,
      rereading: rereading
    ).run()
  }

  private func succeed(_ step: RunStep, _ outcome: StepOutcome, seconds: Double) throws {
    var commit = outcome.stepCommit(
      execution: execution.rawValue, table: step.table, environment: workspace.environment.name)
    commit.datapoints = metrics(step).datapoints(outcome, seconds: seconds)
    if try !journal.commitStep(commit) {
      // Another worker found this one's commit and recorded it; only the step's own end is left to write.
      commit.lineage = nil
      commit.bookmark = nil
      try journal.commitStep(commit)
    }
    Failpoint.journalCommitted.reach(step.name)
  }

  private func fail(
    _ step: RunStep, _ error: any Error, seconds: Double, _ reporter: JournalReporter
  ) throws -> Outcome {
    if stop.isSet {
      try journal.finishStep(step.name, in: execution, as: .stopped, message: "stopped")
      return .stopped
    }
    let reason = FailureReason(of: error)
    let partial = error as? IngestFailure
    // Each file's failure was told when it happened.
    if partial == nil { reporter.log(.error, reason.cause) }
    var commit = StepCommit(
      execution: execution, step: step.name, status: .failed, error: reason.error, cause: reason.cause,
      datapoints: metrics(step).failure(seconds: seconds))
    commit.quality = (error as? QualityStop)?.quality
    if let quality = commit.quality { commit.datapoints += metrics(step).quality(quality) }
    if let partial { (commit.counts, commit.bytesWritten) = (partial.counts, partial.bytes) }
    try journal.commitStep(commit)
    return .failed(reason)
  }

  private func metrics(_ step: RunStep) -> StepMetrics {
    StepMetrics(table: step.table, environment: workspace.environment.name, at: workspace.clock.now())
  }

  private static func seconds(since begin: ContinuousClock.Instant) -> Double {
    let duration = (ContinuousClock.now - begin).components
    return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
  }
}
