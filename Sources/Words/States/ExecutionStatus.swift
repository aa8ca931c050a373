/// The state of an execution, in Step Functions' words.
package enum ExecutionStatus: String, Sendable, Hashable, CaseIterable {
  case running = "RUNNING"
  case succeeded = "SUCCEEDED"
  case failed = "FAILED"
  case timedOut = "TIMED_OUT"
  case aborted = "ABORTED"

  package var isFinal: Bool { self != .running }
}
