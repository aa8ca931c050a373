import Clocks
import Foundation
import JSON
import Ledger
import Metrics
import Project

/// Evaluates a project's alarms, writes down what changed, and does what is due.
package struct AlarmKeeper {
  private let project: ProjectDefinition
  private let journal: any RunLedger
  private let clock: any WallClock
  private let runner: CommandRunner

  package init(project: ProjectDefinition, journal: any RunLedger, clock: any WallClock) {
    (self.project, self.journal, self.clock) = (project, journal, clock)
    runner = CommandRunner(folder: project.folder)
  }

  /// Blocks until all actions are done or past their time.
  ///
  /// - Returns: the alarms as of now.
  @discardableResult
  package func evaluate() throws -> [AlarmProgress] {
    guard !project.alarms.isEmpty else { return [] }
    let now = clock.now()
    let all = try AlarmOutlook(project: project, journal: journal).progress(at: now)
    for progress in all {
      // Where another was first it has done all this.
      _ = try journal.advance(progress.record, from: progress.before?.evaluatedAt, events(progress, now))
    }
    // Those that a killed process left are among them.
    for event in try journal.pendingActions() where try journal.beginAction(event.id) {
      try journal.endAction(event.id, outcome(event))
    }
    return all
  }

  private func events(_ progress: AlarmProgress, _ now: Date) -> [NewAlarmEvent] {
    let changes = progress.transitions.suffix(1000).map { change in
      NewAlarmEvent(
        at: change.at, .stateUpdate, "\(change.from.rawValue) to \(change.to.rawValue): \(change.reason)",
        details: AlarmPayload.json(change, of: progress.definition, in: project))
    }
    return changes + (progress.due.map { actions($0, progress, now) } ?? [])
  }

  private func actions(_ change: StateTransition, _ progress: AlarmProgress, _ now: Date) -> [NewAlarmEvent] {
    let actions = progress.definition.actions
    let payload = AlarmPayload.json(change, of: progress.definition, in: project)
    let named = [AlarmState.ok: actions.onOK, .alarm: actions.onAlarm, .insufficientData: actions.onInsufficientData]
    return (named[change.to] ?? []).map { action in
      let details: JSONValue = ["action": .string(action), "payload": payload]
      return NewAlarmEvent(
        at: now, .action, "\(action) on \(change.to.rawValue)", details: details,
        outcome: withheld(progress, now) ?? NewAlarmEvent.pending)
    }
  }

  private func withheld(_ progress: AlarmProgress, _ now: Date) -> String? {
    if progress.record.isMuted(at: now), let until = progress.record.mutedUntil {
      return "withheld: muted until \(Timestamp.text(until))"
    }
    if !progress.record.isEnabled { return "withheld: actions are disabled" }
    return progress.definition.actions.isEnabled ? nil : "withheld: ActionsEnabled is false"
  }

  private func outcome(_ event: AlarmEvent) -> String {
    guard let name = event.details["action"]?.stringValue, let payload = event.details["payload"] else {
      return "not done: what was to be done cannot be read"
    }
    guard let command = project.alarmCommands[name] else { return "not done: project.yml has no action \(name)" }
    return runner.run(command, input: payload.text + "\n")
  }
}
