import Engine
import Foundation
import Journal
import Lake
import Synchronization
import Words

/// The engines of the steps that run now, so that a stop can interrupt the query each is in.
final class RunningSteps: Sendable {
  private let connections = Mutex<[StepName: Connection]>([:])

  func add(_ connection: Connection, step: StepName) { connections.withLock { $0[step] = connection } }
  func remove(step: StepName) { connections.withLock { _ = $0.removeValue(forKey: step) } }
  func interruptAll() { connections.withLock { for connection in $0.values { connection.interrupt() } } }
}
