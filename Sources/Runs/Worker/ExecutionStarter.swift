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
  let launcher: WorkerLauncher
  /// Set when the worker's clock is not the machine's: it starts at this moment.
  let clockStart: Date?

  package init(workspace: Workspace, journal: any RunLedger, launcher: WorkerLauncher, clockStart: Date? = nil) {
    self.workspace = workspace
    self.journal = journal
    self.launcher = launcher
    self.clockStart = clockStart
  }

  /// - Parameter actor: who asked for it, for the audit.
  package func start(
    _ input: RunInput, trigger: ExecutionTrigger, rerunOf: ExecutionID? = nil, by actor: String
  ) throws -> ExecutionID {
    try Self.endLost(journal)
    let execution = try journal.createExecution(
      NewExecution(
        pipeline: workspace.project.name, environment: workspace.environment.name, trigger: trigger,
        runDate: input.runDate ?? workspace.today, input: input.json, host: ProcessIdentity.host,
        rerunOf: rerunOf), by: actor)
    try launch(execution.id)
    return execution.id
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
    try journal.attach(ProcessIdentity.worker(process), host: ProcessIdentity.host, to: execution)
  }

  /// Ends executions whose worker is gone. For those who write anyway: who only looks shows them as lost.
  package static func endLost(_ journal: any RunLedger) throws {
    try journal.markLost(heartbeatTimeout: ExecutionWorker.silenceLimit, sign: ProcessIdentity.sign)
  }
}
