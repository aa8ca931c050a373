/// The state of a step of an execution.
package enum StepStatus: String, Sendable, Hashable, CaseIterable {
  case waiting = "WAITING"
  case running = "RUNNING"
  case succeeded = "SUCCEEDED"
  case failed = "FAILED"
  case stopped = "STOPPED"
  case skipped = "SKIPPED"

  package var isFinal: Bool { self != .waiting && self != .running }
}
