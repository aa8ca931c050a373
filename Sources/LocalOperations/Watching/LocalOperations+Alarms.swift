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

  package func alarmHistory(of name: String?, limit: Int, asOf: Date?) throws -> [AlarmEvent] {
    try translated {
      if let name { _ = try existingAlarm(name, liveAlarms.project) }
      guard let moment = past(asOf) else { return try journal.alarmHistory(of: name, limit: max(0, limit)) }
      return try history(of: name, until: moment, limit: max(0, limit))
    }
  }

  /// Pages back to the moment: what came after it is not counted in the limit.
  private func history(of name: String?, until moment: Date, limit: Int) throws -> [AlarmEvent] {
    var found: [AlarmEvent] = []
    var last: Int64?
    while found.count < limit {
      let page = try journal.alarmHistory(of: name, kind: nil, before: last, limit: 200)
      found += page.filter { $0.at <= moment }
      guard page.count == 200 else { break }
      last = page.last?.id
    }
    return Array(found.prefix(limit))
  }

  package func alarmDefinition(_ name: String) throws -> AlarmDefinition {
    try translated { try existingAlarm(name, liveAlarms.project).definition }
  }

  package func backtest(_ alarm: MetricAlarm, _ test: AlarmTest, asOf: Date?) throws -> AlarmTimeline {
    try translated {
      let range = test.range
      let data = try AlarmOutlook(project: liveAlarms.project, journal: journal).data(alarm, since: range.lowerBound)
      return AlarmTimeline(
        alarm, data, from: range.lowerBound, until: min(range.upperBound, past(asOf) ?? range.upperBound),
        initialState: test.initialState)
    }
  }

  package func change(alarm name: String, _ change: AlarmChange) throws {
    try translated {
      _ = try existingAlarm(name, liveAlarms.project)
      guard try journal.change(name, change, by: NSUserName()) != nil else {
        throw OperationsError.refused(
          "\(name) is not in ALARM as it was evaluated last; there is nothing to acknowledge")
      }
    }
  }

  package func evaluateAlarms() throws {
    try translated { _ = try AlarmKeeper(local.workspace, journal: journal).evaluate() }
  }
}

extension AlarmStatus {
  init(_ progress: AlarmProgress, at moment: Date) {
    let record = progress.record
    let isComposite = if case .composite = progress.definition { true } else { false }
    self.init(
      name: progress.name, description: progress.definition.description, isComposite: isComposite,
      state: record.state, reason: record.reason, since: record.since)
    isEnabled = record.isEnabled && progress.definition.actions.isEnabled
    mutedUntil = record.isMuted(at: moment) ? record.mutedUntil : nil
    (acknowledgedAt, acknowledgedBy) = (record.acknowledgedAt, record.acknowledgedBy)
    (suppressedBy, deciding) = (progress.suppressedBy, progress.deciding)
  }
}
