import Clocks
import Foundation
import JSON
import Ledger
import Metrics
import Project
import Words

/// Evaluates a project's alarms, writes down what changed, and does what is due.
package struct AlarmKeeper {
  private let project: ProjectDefinition
  private let journal: any RunLedger
  private let clock: any WallClock
  private let runner: CommandRunner
  private let startRun: StartRun

  /// What an alarm starts.
  package enum Start: Sendable, Hashable {
    /// All where there are none.
    case tables([TableName])
    case workflow(String, input: JSONValue)

    fileprivate var workflow: String? { if case .workflow(let name, _) = self { name } else { nil } }
  }

  /// Starts it for an alarm; says which execution it is.
  package typealias StartRun = @Sendable (_ start: Start, _ alarm: String) throws -> String

  package init(
    project: ProjectDefinition, journal: any RunLedger, clock: any WallClock, startRun: @escaping StartRun
  ) {
    (self.project, self.journal, self.clock, self.startRun) = (project, journal, clock, startRun)
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
    return (named[change.to] ?? []).flatMap(subscribers).map { action, topic in
      let details: JSONValue = ["action": .string(action), "payload": payload]
      let told = topic.map { "\(action) of the topic \($0)" } ?? action
      return NewAlarmEvent(
        at: now, .action, "\(told) on \(change.to.rawValue)", details: details,
        outcome: withheld(progress, now) ?? NewAlarmEvent.pending)
    }
  }

  /// The subscribers of a topic, each of which has its own outcome; else the action itself.
  private func subscribers(_ action: String) -> [(action: String, topic: String?)] {
    let name = AlarmActions.name(of: action)
    guard case .topic(let names)? = project.alarmActions[name] else { return [(action, nil)] }
    return names.map { ($0, name) }
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
    switch project.alarmActions[AlarmActions.name(of: name)] {
    case .command(let command): return runner.run(command, input: payload.text + "\n")
    case .run(let tables): return run(.tables(tables), for: event.alarm)
    case .workflow(let name): return run(.workflow(name, input: payload), for: event.alarm)
    case .topic, nil: return "not done: project.yml has no action \(name)"
    }
  }

  /// One run of an alarm at a time, and one execution of each workflow: one that goes off and back would start them faster than they end.
  private func run(_ start: Start, for alarm: String) -> String {
    do {
      let running = try journal.executions(ExecutionFilter(status: .running), limit: 100)
      let others = running.filter { $0.trigger == .alarm(alarm) }
      if let other = others.first(where: { $0.input["workflow"]?.stringValue == start.workflow }) {
        return "not done: \(other.id) that it started is still running"
      }
      return "done: started \(try startRun(start, alarm))"
    } catch { return "not done: \(error)" }
  }
}
