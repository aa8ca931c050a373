import Foundation
import Ledger
import Metrics
import Operations
import Watch

extension LocalOperations: AlarmOperations {
  package func alarms(asOf: Date?) throws -> [AlarmStatus] {
    try translated {
      if let moment = past(asOf) { return try pastAlarms(moment) }
      return try alarms(at: asOf ?? local.clock.now())
    }
  }

  /// Evaluated from what was written down last on, so never for a moment that has long passed.
  func alarms(at now: Date) throws -> [AlarmStatus] {
    let project = liveAlarms.project
    guard !project.alarms.isEmpty else { return [] }
    return try AlarmOutlook(project: project, journal: journal).progress(at: now)
      .map { AlarmStatus($0, at: now) }.sorted { $0.name < $1.name }
  }

  /// By the changes of state that were written down until then. What was muted or acknowledged is not told of the past.
  private func pastAlarms(_ moment: Date) throws -> [AlarmStatus] {
    try liveAlarms.project.alarms.map(\.definition).sorted { $0.name < $1.name }.map { definition in
      let change = try newest(before: moment, of: definition.name)
      let isComposite = if case .composite = definition { true } else { false }
      return AlarmStatus(
        name: definition.name, description: definition.description, isComposite: isComposite,
        state: change?.details["state"]?.stringValue.flatMap(AlarmState.init) ?? .insufficientData,
        reason: change?.details["reason"]?.stringValue ?? "no change of it was written down until then",
        since: change?.at ?? moment)
    }
  }

  private func newest(before moment: Date, of name: String) throws -> AlarmEvent? {
    var last: Int64?
    while true {
      let page = try journal.alarmHistory(of: name, kind: .stateUpdate, before: last, limit: 200)
      if let found = page.first(where: { $0.at <= moment }) { return found }
      guard page.count == 200 else { return nil }
      last = page.last?.id
    }
  }

  package func acknowledgeAlarm(_ name: String) throws {
    guard try change(name, .acknowledge) else {
      throw OperationsError.refused("\(name) is not in ALARM as it was evaluated last; there is nothing to acknowledge")
    }
  }

  package func muteAlarm(_ name: String, until: Date?) throws { _ = try change(name, .mute(until: until)) }

  /// False where there was nothing to change.
  private func change(_ name: String, _ change: AlarmChange) throws -> Bool {
    try translated { try journal.change(name, change, by: NSUserName()) != nil }
  }
}

extension AlarmStatus {
  package init(_ progress: AlarmProgress, at moment: Date) {
    let record = progress.record
    let isComposite = if case .composite = progress.definition { true } else { false }
    self.init(
      name: progress.name, description: progress.definition.description, isComposite: isComposite,
      state: record.state, reason: record.reason, since: record.since)
    isEnabled = record.isEnabled && progress.definition.actions.isEnabled
    mutedUntil = record.isMuted(at: moment) ? record.mutedUntil : nil
    (acknowledgedAt, acknowledgedBy) = (record.acknowledgedAt, record.acknowledgedBy)
    suppressedBy = progress.suppressedBy
  }
}
