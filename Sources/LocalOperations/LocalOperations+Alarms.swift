import Foundation
import Metrics
import Operations
import Watch

extension LocalOperations {
  /// The project's alarms as of a moment, in the order of their names. Nothing is written.
  package func alarms(at moment: Date) throws -> [AlarmStatus] {
    try translated {
      guard !project.alarms.isEmpty else { return [] }
      return try AlarmOutlook(project: project, journal: journal).progress(at: moment)
        .map { AlarmStatus($0, at: moment) }.sorted { $0.name < $1.name }
    }
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
