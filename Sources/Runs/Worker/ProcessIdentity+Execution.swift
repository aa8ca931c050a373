import Ledger
import Processes
import Words

extension ProcessIdentity {
  /// Whether the execution's worker still runs on this machine.
  package static func sign(of execution: ExecutionRecord) -> WorkerSign {
    execution.worker.map { sign(host: execution.host, worker: $0) } ?? .unknown
  }
}
