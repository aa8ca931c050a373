import Ledger
import Processes
import Words

extension ProcessIdentity {
  /// Whether the execution's worker still runs on this machine.
  package static func sign(of execution: ExecutionRecord) -> WorkerSign {
    execution.worker.map { sign(host: execution.host, worker: $0) } ?? .unknown
  }
}

extension ExecutionLog {
  /// The same; a job that waits for its turn in a workflow has no worker yet, and lives as long as the workflow does.
  package func sign(of execution: ExecutionRecord) -> WorkerSign {
    // What cannot be asked is not known to live.
    guard execution.worker == nil, case .workflow(let parent) = execution.trigger,
      (try? self.execution(ExecutionID(parent)))?.status == .running
    else { return ProcessIdentity.sign(of: execution) }
    return .alive
  }
}
