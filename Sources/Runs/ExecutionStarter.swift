import Clocks
import Foundation
import JSON
import Journal
import Lake
import Project

/// Makes an execution and starts its worker.
package struct ExecutionStarter: Sendable {
  let workspace: Workspace
  let journal: Journal
  let launcher: WorkerLauncher
  /// Set when the worker's clock is not the machine's: it starts at this moment.
  let clockStart: Date?

  package init(workspace: Workspace, journal: Journal, launcher: WorkerLauncher, clockStart: Date? = nil) {
    self.workspace = workspace
    self.journal = journal
    self.launcher = launcher
    self.clockStart = clockStart
  }

  package func start(_ input: RunInput, trigger: String, rerunOf: ExecutionID? = nil) throws -> ExecutionID {
    let execution = try journal.createExecution(
      NewExecution(
        pipeline: workspace.project.name, environment: workspace.environment.name, trigger: trigger,
        runDate: input.runDate ?? CalendarDay(workspace.clock.now()), input: input.json, host: ProcessIdentity.host,
        rerunOf: rerunOf))
    var arguments = [
      "worker", execution.id.rawValue, "--project", workspace.project.folder, "--env", workspace.environment.name,
    ]
    if let clockStart { arguments += ["--clock", Timestamp.text(clockStart)] }
    do {
      try launcher.launch(arguments, execution: execution.id)
    } catch {
      try journal.finishExecution(execution.id, as: .failed, error: error.error, cause: error.cause)
      throw error
    }
    return execution.id
  }

  /// Ends executions whose worker is gone, so that nothing shows as running that is not.
  package static func endLost(_ journal: Journal) throws {
    try journal.markLost(heartbeatTimeout: ExecutionWorker.silenceLimit, sign: ProcessIdentity.sign)
  }
}
