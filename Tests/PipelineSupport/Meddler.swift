import Lake
import Synchronization
import Words

/// A reporter that hears nothing and, when a step looks for the nth time whether it is to stop, does something to the world.
package final class Meddler: StepReporter {
  private let looks = Mutex(0)
  private let moment: Int
  private let act: @Sendable () throws -> Void

  package init(atLook moment: Int = 0, _ act: @escaping @Sendable () throws -> Void = {}) {
    self.moment = moment
    self.act = act
  }

  package var isStopped: Bool {
    let look = looks.withLock { looks in
      looks += 1
      return looks
    }
    // What cannot be done shows in what the test expects.
    if look == moment { try? act() }
    return false
  }

  package func log(_ level: LogLevel, _ message: String) {}
  package func progress(_ fraction: Double?, _ message: String) {}
}
