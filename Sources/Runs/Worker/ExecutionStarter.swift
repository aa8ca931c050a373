import Clocks
import Foundation
import JSON
import Lake
import Ledger
import Processes
import Project
import Words

/// Makes an execution and starts its worker.
package struct ExecutionStarter: Sendable {
  let workspace: Workspace
  let journal: any RunLedger
  let launcher: any WorkerStarting
  /// Set when the worker's clock is not the machine's: it starts at this moment.
  let clockStart: Date?

  package init(workspace: Workspace, journal: any RunLedger, launcher: any WorkerStarting, clockStart: Date? = nil) {
    self.workspace = workspace
    self.journal = journal
    self.launcher = launcher
    self.clockStart = clockStart
  }

  /// - Parameter actor: who asked for it, for the audit.
  package func start(
    _ input: RunInput, trigger: ExecutionTrigger, rerunOf: ExecutionID? = nil, by actor: String
  ) throws -> ExecutionID {
    try endLost()
    let execution = try journal.createExecution(
      NewExecution(
        pipeline: workspace.project.name, environment: workspace.environment.name, trigger: trigger,
        runDate: input.runDate ?? workspace.today, input: input.json, host: ProcessIdentity.host,
        rerunOf: rerunOf), by: actor)
    try launch(execution.id)
    return execution.id
  }

  /// Starts a state machine, as StartExecution does: with a name, the running execution of that name and input is the answer.
  ///
  /// - Parameters:
  ///   - actor: nil where nobody is to be named.
  ///   - key: stands for this wish where there is no name.
  /// - Throws: `RunError` `NotFound` where there is no such workflow, `ExecutionAlreadyExists` where the name is taken.
  package func start(
    _ input: WorkflowInput, trigger: ExecutionTrigger, rerunOf: ExecutionID? = nil, by actor: String?,
    key: String? = nil
  ) throws -> ExecutionRecord {
    try endLost()
    _ = try WorkflowFile(workspace.project).text(input.workflow)
    let key = input.name.map { WorkflowInput.key(input.workflow, $0) } ?? key
    let known = try key.flatMap { try journal.execution(startedBy: $0) }
    let record: ExecutionRecord
    do {
      record = try journal.createExecution(
        NewExecution(
          pipeline: workspace.project.name, environment: workspace.environment.name, trigger: trigger,
          input: input.json, host: ProcessIdentity.host, rerunOf: rerunOf, idempotencyKey: key), by: actor)
    } catch {
      guard case .keyTaken(_, let other) = error else { throw error }
      throw RunError(
        .executionExists, "Execution Already Exists: '\(input.name ?? "")' is \(other), with another input")
    }
    if known != nil, record.status.isFinal {
      throw RunError(
        .executionExists,
        "Execution Already Exists: '\(input.name ?? "")' is \(record.id), which is over: \(record.status.rawValue)")
    }
    if record.worker == nil { try launch(record.id) }
    return record
  }

  /// Ends executions whose worker is gone, and gives those of state machines another one.
  package func endLost() throws {
    try Self.endLost(journal, in: workspace, by: launcher)
    for execution in try journal.runningWorkflows()
    where execution.worker != nil && ProcessIdentity.sign(of: execution) == .dead {
      try launch(execution.id)
    }
  }

  /// Starts a worker for an execution that has none. Of two that are started for one execution the first carries it out.
  package func launch(_ execution: ExecutionID) throws {
    var arguments = [
      "worker", execution.rawValue, "--project", workspace.project.folder, "--env", workspace.environment.name,
    ]
    if let clockStart { arguments += ["--clock", Timestamp.text(clockStart)] }
    let process: pid_t
    do {
      process = try launcher.launch(arguments, execution: execution)
    } catch {
      try journal.finishExecution(execution, as: .failed, error: error.error, cause: error.cause)
      throw error
    }
    // The worker names itself when it begins. Named here already, one that dies before that is seen to be gone at once.
    let worker = ProcessIdentity.worker(process)
    if try journal.attach(worker, host: ProcessIdentity.host, to: execution) { return }
    guard let record = try journal.execution(execution), record.workflow != nil,
      ProcessIdentity.sign(of: record) == .dead
    else { return }
    _ = try journal.takeOver(record, by: worker, host: ProcessIdentity.host)
  }
}
