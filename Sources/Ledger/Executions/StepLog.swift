import JSON
import Words

/// The steps of executions, as they stand.
package protocol StepLog: Sendable {
  /// Ends a step and writes its bookmark, metrics, quality, lineage and schema drift, all in one transaction.
  ///
  /// A commit whose lineage (table, version, execution) is already recorded changes nothing, so that a process that finds a
  /// table's commit without knowing whether its record was written can simply write it. The step may have been ended
  /// before, as it is when its worker died between the table's commit and this one; its execution's status stays as it is.
  /// A step whose record is gone through retention is no obstacle to the rest.
  ///
  /// - Returns: false when it was recorded before.
  @discardableResult
  func commitStep(_ commit: StepCommit) throws(JournalError) -> Bool

  /// The steps of one name over all executions, newest first; `before` is the sequence of the last one of a page. Who looks
  /// for what is rare says after which sequence it counts, so that not all there ever was is looked through.
  func stepHistory(
    of name: String, status: StepStatus?, after: Int64?, before: Int64?, limit: Int
  ) throws(JournalError) -> [StepRecord]

  /// The success of a step that ended last.
  func latestSuccess(of name: String) throws(JournalError) -> StepRecord?

  /// For every step name that ever succeeded, the success that ended last.
  func latestSuccesses() throws(JournalError) -> [String: StepRecord]

  /// For every step name, its newest record of any status.
  func latestSteps() throws(JournalError) -> [String: StepRecord]

  /// Records the steps an execution will take, all WAITING.
  func planSteps(_ plan: [StepPlan], in execution: ExecutionID) throws(JournalError)

  /// Starts a step's next attempt now; its row tells of this one from now on, its events of all. False, and nothing changes, when the
  /// execution is no longer RUNNING: someone else ended it, and the worker must stop.
  @discardableResult
  func startStep(_ name: String, in execution: ExecutionID, versionBefore: Int64?) throws(JournalError) -> Bool

  /// How far a RUNNING step is: 0…1, or nil when that is not known. Ignored for a step that is not running.
  func reportProgress(
    of name: String, in execution: ExecutionID, fraction: Double?, message: String?
  ) throws(JournalError)

  /// Ends a step that committed nothing: FAILED, STOPPED, SKIPPED. A step that published a table ends in `commitStep`.
  func finishStep(
    _ name: String, in execution: ExecutionID, as status: StepStatus, counts: RowCounts, message: String?,
    error: FailureName?, cause: String?, details: JSONValue
  ) throws(JournalError)

  /// In the plan's order.
  func steps(of execution: ExecutionID) throws(JournalError) -> [StepRecord]

  /// How many steps of each state each of the executions has; one without steps is not among them. Reads no step's details,
  /// which for a page of executions would be thousands.
  func stepCounts(of executions: [ExecutionID]) throws(JournalError) -> [ExecutionID: [StepStatus: Int]]

  func step(_ name: String, of execution: ExecutionID) throws(JournalError) -> StepRecord?
}
