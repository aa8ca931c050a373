import JSON
import Words

/// What executions of state machines are played again from, and what followed from it.
package protocol WorkflowLog: Sendable {
  /// Nil until a worker began with it, and for a run of tables.
  func workflow(of execution: ExecutionID) throws(JournalError) -> WorkflowRecord?

  /// Keeps what the execution is played from. The first one that says it counts.
  func beginWorkflow(_ record: WorkflowRecord) throws(JournalError)

  /// All that came into an execution, in order.
  func workflowInputs(of execution: ExecutionID) throws(JournalError) -> [JSONValue]

  func eventCount(of execution: ExecutionID) throws(JournalError) -> Int

  /// Writes down what came in and all that followed, at once. False, and nothing is written, when the execution is over.
  @discardableResult
  func append(_ progress: WorkflowProgress) throws(JournalError) -> Bool

  /// Opens an execution that ended without success again: adds to what came into it, and to its history that it was redriven.
  /// False, and nothing is written, when it runs or has succeeded.
  ///
  /// - Parameter actor: who asked for it, for the audit.
  func redrive(_ id: ExecutionID, _ inputs: [JSONValue], host: String, by actor: String) throws(JournalError) -> Bool

  /// Gives a state machine's execution whose worker is gone to another one. False when somebody else was faster.
  func takeOver(_ execution: ExecutionRecord, by worker: Worker, host: String) throws(JournalError) -> Bool

  /// Counts workers that ended without a word and without having got any further.
  ///
  /// - Returns: how many did so in a row, this one among them.
  func countTakeover(of execution: ExecutionID) throws(JournalError) -> Int

  /// What an execution of a state machine gave; nil unless it succeeded.
  func workflowOutput(of execution: ExecutionID) throws(JournalError) -> JSONValue?

  /// The execution that a key stands for.
  func execution(startedBy key: String) throws(JournalError) -> ExecutionRecord?
}

extension ExecutionLog {
  /// State machines' executions that run, newest first.
  package func runningWorkflows() throws(JournalError) -> [ExecutionRecord] {
    try executions(.init(status: .running), limit: 10_000).filter { $0.workflow != nil }
  }
}
