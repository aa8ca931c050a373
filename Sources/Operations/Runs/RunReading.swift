import Foundation
import JSON

/// What ran, runs, and would run.
package protocol RunReading: Sendable {
  /// Newest first. As of a moment: those that had begun, as they stood then.
  func executions(_ query: ExecutionQuery, asOf: Date?) throws -> [ExecutionSummary]

  /// With its steps in the order they were planned. Throws `notFound` when there is no such execution, or none yet.
  func execution(_ id: String, asOf: Date?) throws -> ExecutionDetail

  /// Log lines of an execution, oldest first; none of an execution that is not there.
  func logs(_ query: LogQuery, asOf: Date?) throws -> [LogLine]

  /// What an execution goes through: the states of its machine, or its tables by what they read. Throws `notFound` when there
  /// is no such execution, or it has not begun.
  func map(of execution: String, asOf: Date?) throws -> StateMap

  /// What happened in an execution, oldest first.
  func history(_ query: HistoryQuery, asOf: Date?) throws -> [HistoryEntry]

  /// How many seconds each of its steps took in the runs before that succeeded: the median of the newest few. Steps that
  /// never succeeded before are not among them. Of a machine also from each state to the end, and the execution as a whole.
  func usualTimes(of execution: String, asOf: Date?) throws -> UsualTimes

  /// The full names of tables as people name them: `orders` for `silver.orders`. Throws `notFound` for one that is not
  /// there, and `invalid` where a name may mean several.
  func tables(named names: [String]) throws -> [String]

  /// What a run would touch; nothing is run. It tells of what is to come, so it has no past.
  func plan(_ request: RunRequest) throws -> RunPlan

  /// What going on with an execution would touch: the steps that did not succeed. Throws `refused` with the reason where it
  /// cannot be redriven.
  func redrivePlan(of execution: String) throws -> RunPlan

  /// The request that repeats an execution: same date, same tables. What a request was never changes.
  func rerunRequest(of execution: String) throws -> RunRequest

  /// The same with another input, of tables. Throws `invalid` where that asks for what there is not, and `refused` for a
  /// machine, whose input may be anything.
  func rerunRequest(of execution: String, input: JSONValue) throws -> RunRequest
}

/// Runs, with what an operator can do about them. Each deed is in the audit.
package protocol RunOperations: RunReading {
  /// Starts a worker of its own and returns the execution's id at once.
  func start(_ request: RunRequest) throws -> String

  /// Starts what an execution ran once more, with another input; returns the new execution's id. Throws `invalid` as
  /// `rerunRequest` does.
  func startAgain(_ execution: String, input: JSONValue) throws -> String

  /// Says that what an execution failed at is done, as when a file never comes because of a holiday. Throws `refused` where
  /// it runs or succeeded.
  func mark(execution: String, reason: String) throws

  /// Starts a state machine of the project, or finds the execution that its name stands for; returns the execution's id.
  /// Throws `notFound` for a machine that is not there, and `refused` where the name was given with another input. Both say
  /// the error's name first, as programs that know AWS look for it.
  func start(_ request: WorkflowRequest) throws -> String

  /// Goes on with an execution that ended without success, by its own definitions and input, at the steps that did not
  /// succeed. Throws `refused` with the reason where it cannot be redriven.
  func redrive(execution: String) throws

  /// Asks a running execution to stop after the query it is in. Throws `refused` where it does not run.
  func stop(execution: String) throws

  /// A worker that this process started for an execution ended, with a status as `wait` gives it. Where the execution still
  /// runs it goes on with another worker if it can, and is over if it cannot.
  func workerEnded(of execution: String, status: Int32) throws
}

extension RunReading {
  package func executions(_ query: ExecutionQuery) throws -> [ExecutionSummary] { try executions(query, asOf: nil) }
  package func execution(_ id: String) throws -> ExecutionDetail { try execution(id, asOf: nil) }
  package func map(of execution: String) throws -> StateMap { try map(of: execution, asOf: nil) }
  package func history(_ query: HistoryQuery) throws -> [HistoryEntry] { try history(query, asOf: nil) }
  package func logs(_ query: LogQuery) throws -> [LogLine] { try logs(query, asOf: nil) }
}
