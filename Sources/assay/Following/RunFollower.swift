import Foundation
import Operations
import Reports
import Synchronization

/// Watches an execution until it ends, and shows it on the way.
final class RunFollower: Sendable {
  enum Style: Sendable {
    /// Redrawn in place on a terminal.
    case live(Console)
    /// A line an event.
    case lines(Console)
    case silent

    static func fitting(_ console: Console) -> Style { console.isCapable ? .live(console) : .lines(console) }
  }

  private let operations: any EnvironmentOperations
  /// How often Ctrl-C was pressed.
  private let interrupts = Atomic<Int>(0)
  private static let pause: UInt32 = 50_000

  init(_ operations: any EnvironmentOperations) { self.operations = operations }

  var wasInterrupted: Bool { interrupts.load(ordering: .acquiring) > 0 }

  /// Blocks until the execution ends. The first Ctrl-C asks it to stop and waits for that; the second leaves it behind and
  /// throws `ExitStatus.interrupted`.
  func follow(_ execution: String, style: Style, each: (ExecutionDetail) -> Void = { _ in }) throws -> ExecutionDetail {
    let signals = SignalWatch([SIGINT]) { [self] _ in interrupts.add(1, ordering: .acquiringAndReleasing) }
    defer { signals.end() }
    var view = FollowerView(style, zone: operations.identity.timeZone)
    defer { view.end() }
    var childEnd: Int32?
    var hasAsked = false
    while true {
      let detail = try operations.running.execution(execution)
      view.show(detail)
      each(detail)
      guard detail.summary.isRunning else {
        Self.awaitChildren()
        return detail
      }
      if let status = childEnd {
        childEnd = nil
        try operations.running.workerEnded(of: execution, status: status)
        continue
      }
      childEnd = childEnd ?? Self.endedChild()
      if wasInterrupted, !hasAsked {
        hasAsked = true
        try askToStop(execution)
      }
      try pauseUntilChange(hasAsked)
    }
  }

  private func askToStop(_ execution: String) throws {
    do {
      try operations.running.stop(execution: execution)
    } catch OperationsError.refused {
      // It ended at the same moment, which is what was wanted.
    }
  }

  /// Until the journal changes, a second has passed for the clocks on the screen, or someone presses Ctrl-C.
  private func pauseUntilChange(_ hasAsked: Bool) throws {
    let token = try operations.changeToken()
    for _ in 0..<20 {
      usleep(Self.pause)
      let presses = interrupts.load(ordering: .acquiring)
      if presses > 1 { throw ExitStatus.interrupted }
      if presses > 0, !hasAsked { return }
      if try operations.changeToken() != token { return }
    }
  }

  /// The wait status of a worker of ours that ended; a zombie would look alive to nobody, and tells more than silence.
  private static func endedChild() -> Int32? {
    var status: Int32 = 0
    return waitpid(-1, &status, WNOHANG) > 0 ? status : nil
  }

  /// A worker that said its last word ends a moment later; its end must not be taken for that of the next one's worker.
  private static func awaitChildren() {
    var status: Int32 = 0
    for _ in 0..<100 where waitpid(-1, &status, WNOHANG) >= 0 { usleep(10_000) }
  }
}
