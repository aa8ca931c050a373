import Synchronization
import Words

/// What interrupts the engines of the steps that run now, so that a stop can end the query each is in.
final class RunningSteps: Sendable {
  private let interruptions = Mutex<[StepName: @Sendable () -> Void]>([:])

  func add(_ interruption: @escaping @Sendable () -> Void, step: StepName) {
    interruptions.withLock { $0[step] = interruption }
  }

  func remove(step: StepName) { interruptions.withLock { _ = $0.removeValue(forKey: step) } }
  func interruptAll() { interruptions.withLock { for interrupt in $0.values { interrupt() } } }
}
