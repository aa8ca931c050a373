import Clocks
import Deliveries
import Foundation
import Lake
import Ledger
import Tables
import Words

/// Runs one task to its end as a step of its execution, and writes down how it went.
struct StepRunner: Sendable {
  let journal: any RunLedger
  let clock: any WallClock
  let run: RunContext
  let stop: StopFlag
  let runners: [StepKind: any TaskRunner]

  enum Outcome: Sendable {
    case succeeded
    case stopped
    case failed(FailureReason)
  }

  var execution: ExecutionID { run.execution }

  /// Blocks until the task is done; throws only when the journal cannot be written.
  func run(_ task: RunTask) throws -> Outcome {
    let name = task.name.rawValue
    let reporter = JournalReporter(journal: journal, execution: execution, step: name, stop: stop)
    let begin = ContinuousClock.now
    guard try journal.startStep(name, in: execution) else { return .stopped }
    reporter.log(.info, "\(name) started")
    do {
      guard let runner = runners[task.kind] else {
        throw RunError(.failed, "\(name): this program runs no task of the kind \(task.kind.rawValue)")
      }
      let attempt = TaskAttempt(task: task, run: run, reporter: reporter)
      let outcome = try runner.run(attempt) { try succeed(task, $0, seconds: Self.seconds(since: begin)) }
      reporter.log(.info, "\(name): \(outcome.message)")
      return .succeeded
    } catch let error as JournalError {
      throw error
    } catch {
      return try fail(task, error, seconds: Self.seconds(since: begin), reporter)
    }
  }

  private func succeed(_ task: RunTask, _ outcome: StepOutcome, seconds: Double) throws {
    var commit = outcome.stepCommit(
      execution: execution.rawValue, table: task.table, environment: run.environment)
    commit.step = task.name.rawValue
    commit.datapoints = metrics(task).datapoints(outcome, seconds: seconds)
    if try !journal.commitStep(commit) {
      // Another worker found this one's commit and recorded it; only the step's own end is left to write.
      commit.lineage = nil
      commit.bookmark = nil
      try journal.commitStep(commit)
    }
    Failpoint.journalCommitted.reach(task.name.rawValue)
  }

  private func fail(
    _ task: RunTask, _ error: any Error, seconds: Double, _ reporter: JournalReporter
  ) throws -> Outcome {
    if stop.isSet {
      try journal.finishStep(task.name.rawValue, in: execution, as: .stopped, message: "stopped")
      return .stopped
    }
    let reason = FailureReason(of: error)
    let partial = error as? IngestFailure
    // Each file's failure was told when it happened.
    if partial == nil { reporter.log(.error, reason.cause) }
    var commit = StepCommit(
      execution: execution, step: task.name.rawValue, status: .failed, error: reason.error, cause: reason.cause,
      datapoints: metrics(task).failure(seconds: seconds))
    if let partial { (commit.counts, commit.bytesWritten) = (partial.counts, partial.bytes) }
    if let refusal = error as? BuildRefusal {
      (commit.counts, commit.details) = (refusal.counts, ["quarantinedRows": .int(refusal.quarantinedRows)])
    }
    if let stop = error as? QualityStop {
      (commit.counts, commit.quality) = (stop.counts, stop.quality)
      commit.datapoints += metrics(task).quality(stop.quality)
      if let rows = stop.quarantinedRows { commit.details = ["quarantinedRows": .int(rows)] }
    }
    try journal.commitStep(commit)
    return .failed(reason)
  }

  private func metrics(_ task: RunTask) -> StepMetrics {
    StepMetrics(table: task.table, environment: run.environment, at: clock.now())
  }

  private static func seconds(since begin: ContinuousClock.Instant) -> Double {
    let duration = (ContinuousClock.now - begin).components
    return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
  }
}
