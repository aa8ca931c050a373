import Synchronization

/// What interrupts the engines of the steps that run now, so that a stop can end the query each is in.
final class RunningSteps: Sendable {
  private let interruptions = Mutex<[String: @Sendable () -> Void]>([:])

  func add(_ interruption: @escaping @Sendable () -> Void, step: String) {
    interruptions.withLock { $0[step] = interruption }
  }

  func remove(step: String) { interruptions.withLock { _ = $0.removeValue(forKey: step) } }
  func interruptAll() { interruptions.withLock { for interrupt in $0.values { interrupt() } } }
}
