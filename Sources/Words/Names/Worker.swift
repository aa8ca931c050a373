/// The process that carries an execution out. A process id alone is used again after a while; with the start time it is
/// unique on its host.
package struct Worker: Sendable, Hashable {
  package let pid: Int32
  /// When the process began, as its system tells it; compared for equality only.
  package let start: String

  package init(pid: Int32, start: String) {
    self.pid = pid
    self.start = start
  }
}

/// What an observer can tell about the process of a RUNNING execution.
package enum WorkerSign: Sendable, Hashable {
  /// It exists on this machine, with the recorded start time.
  case alive
  /// It does not exist on this machine, or its id belongs to a process with another start time.
  case dead
  /// It runs on another machine or in another container, or no worker took the execution yet. Only its heartbeat can tell.
  case unknown
}
