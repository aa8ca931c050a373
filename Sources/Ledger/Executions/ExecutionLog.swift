import Clocks
import Foundation
import Words

/// Executions: made, taken by a worker, kept alive, ended, found again.
package protocol ExecutionLog: Sendable {
  /// Records a new RUNNING execution that starts now, and in the same transaction who asked for it.
  ///
  /// Where an execution with the same key was started before, whatever became of it, that one is the answer and nothing is
  /// recorded: whoever was killed before it learned of its execution asks again. Throws `keyTaken` when that execution was
  /// asked to do something else.
  /// - Parameter actor: goes into the audit; nil where nobody is to be named.
  @discardableResult
  func createExecution(_ new: NewExecution, by actor: String?) throws(JournalError) -> ExecutionRecord

  /// Names the process that carries the execution out, and counts as a heartbeat. False when it is no longer RUNNING, and
  /// when another process has it: an execution has one worker.
  @discardableResult
  func attach(_ worker: Worker, host: String, to id: ExecutionID) throws(JournalError) -> Bool

  /// Says that the worker lives, and asks whether it should go on.
  @discardableResult
  func heartbeat(_ id: ExecutionID) throws(JournalError) -> HeartbeatAnswer

  /// Asks the worker to stop. The first request counts. False when the execution is not RUNNING.
  @discardableResult
  func requestStop(_ id: ExecutionID) throws(JournalError) -> Bool

  /// Ends a RUNNING execution now. Its steps that still wait become SKIPPED, those that still run STOPPED.
  /// False, and nothing changes, when it had ended before.
  @discardableResult
  func finishExecution(
    _ id: ExecutionID, as status: ExecutionStatus, error: FailureName?, cause: String?
  ) throws(JournalError) -> Bool

  /// Opens a run of tables that ended without success again: steps that succeeded stay, the others wait once more. False
  /// when it is not one that ended without success.
  func redriveRun(_ id: ExecutionID, host: String, by actor: String) throws(JournalError) -> Bool

  func execution(_ id: ExecutionID) throws(JournalError) -> ExecutionRecord?

  /// Newest first. A page is at most 10,000 long; the next one is `before` the last execution of this one.
  func executions(_ filter: ExecutionFilter, limit: Int) throws(JournalError) -> [ExecutionRecord]

  /// The earliest day that any execution is for; nil where none is for one.
  func firstRunDate() throws(JournalError) -> CalendarDay?

  /// How many executions of each status started at a moment or later.
  func executionCounts(since: Date) throws(JournalError) -> [ExecutionStatus: Int]

  func latestExecution(_ filter: ExecutionFilter) throws(JournalError) -> ExecutionRecord?

  /// Ends the RUNNING executions whose worker is gone: FAILED with `Assay.WorkerLost`, as are their RUNNING steps; steps
  /// that waited are SKIPPED.
  ///
  /// Gone is a worker that is dead, or one of which nothing is known and that was silent for longer than the timeout. A
  /// worker that is alive is never declared lost, however silent: it may be suspended and go on later.
  ///
  /// - Parameters:
  ///   - heartbeatTimeout: seconds; judged against the journal's clock unless `now` is given.
  ///   - sign: asked once for each running execution, outside any transaction.
  /// - Returns: the executions that were ended by this call, as they are now.
  @discardableResult
  func markLost(
    now: Date?, heartbeatTimeout: TimeInterval, sign: (ExecutionRecord) -> WorkerSign
  ) throws(JournalError) -> [ExecutionRecord]

  /// The same, only told: why each of them is lost. Nothing is written.
  func lost(
    now: Date?, heartbeatTimeout: TimeInterval, sign: (ExecutionRecord) -> WorkerSign
  ) throws(JournalError) -> [ExecutionID: String]

  /// For each of the executions the one that made it good: the first success after it that repeats it, or that was asked
  /// the same for the same day, or the execution by which all its steps that did not succeed had succeeded.
  func repairs(of executions: [ExecutionRecord]) throws(JournalError) -> [ExecutionID: ExecutionID]
}
