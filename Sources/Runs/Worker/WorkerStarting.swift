import Foundation
import Processes
import Words

/// Starts the process that carries an execution out, and one that drives a backfill.
package protocol WorkerStarting: Sendable {
  /// Starts this program with the arguments, in a session of its own.
  ///
  /// - Returns: the process id.
  @discardableResult
  func launch(_ arguments: [String], execution: ExecutionID) throws(FailureReason) -> pid_t
}

extension WorkerLauncher: WorkerStarting {}
