import Words

/// What happened in executions, in order, never changed.
package protocol EventLog: Sendable {
  /// What happened in an execution, oldest first; `after` is the id of the last event of the page before.
  func events(of execution: ExecutionID, after: Int64, limit: Int) throws(JournalError) -> [ExecutionEvent]

  /// Every try of a step of an execution, the first one first.
  func attempts(of step: StepName, in execution: ExecutionID) throws(JournalError) -> [StepAttempt]
}
