import Words

/// What a worker learns when it reports that it lives.
package struct HeartbeatAnswer: Sendable, Hashable {
  /// Anything but `.running` means that someone else ended the execution, and the worker must stop.
  package let status: ExecutionStatus
  package let stopRequested: Bool

  package init(
    status: ExecutionStatus, stopRequested: Bool
  ) {
    self.status = status
    self.stopRequested = stopRequested
  }
}
