import Foundation
import Lake
import Ledger
import Synchronization
import Watch

/// Evaluates alarms once a minute, on a thread of its own: their actions may take long, and no fire waits for them.
final class AlarmMinutes: Sendable {
  private struct State {
    var minute = -1.0
    var isBusy = false
    var trouble: String?
  }

  private let state = Mutex(State())

  /// - Returns: why the newest evaluation could not be made; nil where it could.
  func look(_ workspace: Workspace, _ journal: any RunLedger) -> String? {
    let minute = (workspace.clock.now().timeIntervalSince1970 / 60).rounded(.down)
    let (isDue, trouble) = state.withLock { state in
      guard state.minute != minute, !state.isBusy else { return (false, state.trouble) }
      (state.minute, state.isBusy) = (minute, true)
      return (true, state.trouble)
    }
    guard isDue else { return trouble }
    Thread { [self] in
      let outcome = Self.evaluate(workspace, journal)
      state.withLock { ($0.isBusy, $0.trouble) = (false, outcome) }
    }.start()
    return trouble
  }

  private static func evaluate(_ workspace: Workspace, _ journal: any RunLedger) -> String? {
    do {
      try AlarmKeeper(workspace, journal: journal).evaluate()
      return nil
    } catch { return "alarms: \(error)" }
  }
}
