import Foundation
import Lake
import Ledger
import Processes
import Words

/// Starts what the schedules of a project say, and evaluates its alarms each minute, until it is told to stop. Of several for one environment one works and the
/// others stand by.
package final class Scheduler {
  /// The project as it is now, and how its executions are started.
  package struct Setting {
    let turn: SchedulerTurn
    let journal: any RunLedger

    package init(workspace: Workspace, journal: any RunLedger, launch: @escaping (ExecutionID) throws -> Void) {
      turn = SchedulerTurn(workspace: workspace, journal: journal, launch: launch)
      self.journal = journal
    }
  }

  /// What it tells while it works.
  package enum Report {
    case standsBy
    case works(schedules: Int)
    case event(SchedulerTurn.Event)
    /// It could not do its work and tries again; nil when that is over.
    case trouble(String?)
  }

  /// Seconds between two looks.
  static let interval: TimeInterval = 1
  /// Seconds between two signs of life, as every one of them wakes who watches the journal.
  static let beat: TimeInterval = 10
  /// A scheduler that nobody can see is gone after this silence, in seconds.
  package static let silenceLimit: TimeInterval = 35

  private let lock: SchedulerLock
  private let reload: () throws -> Setting?
  private let tell: (Report) -> Void
  private let stop: StopFlag
  private var setting: Setting
  private var trouble: String?
  /// Why the definitions that stand there now cannot be used.
  private var broken: String?
  private var lastBeat = -TimeInterval.infinity
  private let startedAt = Date()
  private let alarms = AlarmMinutes()

  /// - Parameters:
  ///   - reload: the setting anew when the project's definitions changed, else nil; throws when they cannot be used.
  ///   - tell: called on the caller's thread.
  package init(
    _ setting: Setting, lock: SchedulerLock, stop: StopFlag, reload: @escaping () throws -> Setting?,
    tell: @escaping (Report) -> Void
  ) {
    (self.setting, self.lock, self.stop, self.reload, self.tell) = (setting, lock, stop, reload, tell)
  }

  /// Works until the flag is set. Workers that it started go on.
  package func run() {
    guard waitForLock() else { return }
    tell(.works(schedules: setting.turn.workspace.project.schedules.count))
    while !stop.isSet {
      turn(alarmTrouble: alarms.look(setting.turn.workspace, setting.journal))
      Thread.sleep(forTimeInterval: Self.interval)
    }
  }

  /// False when it was told to stop before it was its turn.
  private func waitForLock() -> Bool {
    var isTold = false
    while !lock.isTaken() {
      if stop.isSet { return false }
      if !isTold { tell(.standsBy) }
      isTold = true
      Thread.sleep(forTimeInterval: Self.interval)
    }
    return true
  }

  /// One look. What goes wrong is told once and tried again: a full disk or a busy journal passes.
  ///
  /// - Parameter alarmTrouble: why alarms could not be evaluated.
  package func turn(alarmTrouble: String? = nil) {
    do {
      if let changed = try reload() { (setting, broken) = (changed, nil) }
    } catch {
      broken = "the project's definitions cannot be used, those from before hold: \(error)"
    }
    var now = broken ?? alarmTrouble
    do {
      for event in try setting.turn.take() { tell(.event(event)) }
      try beat(now)
    } catch {
      now = "\(error)"
    }
    if now != trouble { tell(.trouble(now)) }
    trouble = now
  }

  private func beat(_ now: String?) throws {
    let uptime = ProcessInfo.processInfo.systemUptime
    guard now != trouble || uptime - lastBeat >= Self.beat else { return }
    try setting.journal.beatScheduler(
      ProcessIdentity.current(), host: ProcessIdentity.host, startedAt: startedAt, trouble: now)
    lastBeat = uptime
  }
}
