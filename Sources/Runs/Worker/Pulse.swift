import Foundation
import Synchronization

/// Calls a closure at an interval, on a thread of its own, until it is ended.
final class Pulse: Sendable {
  private let ended = Mutex(false)
  private let wake = DispatchSemaphore(value: 0)

  init(interval: Double, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread { [self] in
      while wake.wait(timeout: .now() + interval) == .timedOut, !ended.withLock({ $0 }) { body() }
    }
    thread.name = "assay pulse"
    thread.start()
  }

  func end() {
    ended.withLock { $0 = true }
    wake.signal()
  }
}
