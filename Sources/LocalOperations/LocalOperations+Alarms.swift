import Foundation
import Ledger
import Metrics
import Operations
import Watch

extension LocalOperations {
  /// The project's alarms as of a moment, in the order of their names. Nothing is written.
  package func alarms(at moment: Date) throws -> [AlarmStatus] {
    try translated {
      let project = liveAlarms.project
      guard !project.alarms.isEmpty else { return [] }
      return try AlarmOutlook(project: project, journal: journal).progress(at: moment)
        .map { AlarmStatus($0, at: moment) }.sorted { $0.name < $1.name }
    }
  }
}

extension LocalOperations: AlarmOperations {
  package var alarming: (any AlarmOperations)? { self }

  package func alarms(asOf: Date?) throws -> [AlarmStatus] { try alarms(at: asOf ?? local.clock.now()) }

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
