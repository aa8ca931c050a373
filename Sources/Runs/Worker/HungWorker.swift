import Foundation
import Ledger
import Processes
import Words

/// A worker that was asked to stop and does not: it hangs in the system, or was suspended.
package enum HungWorker {
  /// How long after the first request a second one kills the worker, in seconds: by then it would have ended itself.
  package static let limit = StopPatience.limit + 10

  static func cause(_ how: String) -> String {
    "stopped on request; its worker did not hear it and \(how), what it had committed is kept"
  }

  /// Kills the execution's worker and ends the execution, where it was asked to stop long ago and its worker is a process of
  /// this machine that still lives.
  ///
  /// - Returns: whether it did.
  package static func end(_ execution: ExecutionRecord, _ journal: any RunLedger, now: Date) throws -> Bool {
    guard execution.status == .running, let asked = execution.stopRequestedAt,
      now.timeIntervalSince(asked) > limit, let worker = execution.worker,
      ProcessIdentity.sign(of: execution) == .alive
    else { return false }
    guard kill(worker.pid, SIGKILL) == 0 || errno == ESRCH else {
      throw RunError(
        .notStopped,
        "process \(worker.pid) cannot be ended: \(String(cString: strerror(errno))); end it as the user who started it")
    }
    return try journal.finishExecution(execution.id, as: .aborted, cause: cause("was killed"))
  }
}
