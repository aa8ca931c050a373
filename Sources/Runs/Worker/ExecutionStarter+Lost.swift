import Lake
import Ledger
import Processes
import Words

extension ExecutionStarter {
  /// Ends executions whose worker is gone. For those who write anyway: who only looks shows them as lost.
  ///
  /// - Returns: those that this call ended.
  @discardableResult
  package static func endLost(_ journal: any RunLedger) throws -> [ExecutionRecord] {
    try journal.markLost(heartbeatTimeout: ExecutionWorker.silenceLimit, sign: journal.sign)
  }

  /// The same where whoever the project names for OpenLineage is to hear of them, since their own workers told nobody. Only
  /// one process ends an execution, so each is told once.
  ///
  /// - Parameter launcher: starts the process that tells, so that nobody waits for a command of the project's.
  @discardableResult
  package static func endLost(
    _ journal: any RunLedger, in workspace: Workspace, by launcher: (any WorkerStarting)? = nil
  ) throws -> [ExecutionRecord] {
    let lost = try endLost(journal)
    guard workspace.project.openLineage != nil else { return lost }
    let launcher: any WorkerStarting = launcher ?? WorkerLauncher(logFolder: workspace.statePath + "/logs")
    for execution in lost where execution.worker != nil {
      do {
        try launcher.launch(
          [
            "worker", execution.id.rawValue, "--lost", "--project", workspace.project.folder, "--env",
            workspace.environment.name,
          ], execution: execution.id)
      } catch {
        try journal.append([
          NewLogLine(
            execution: execution.id, level: .warning, message: "OpenLineage events were not told: \(error.cause)")
        ])
      }
    }
    return lost
  }
}
