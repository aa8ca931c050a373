import Foundation
import JSON
import Words

/// A step before it runs.
package struct StepPlan: Sendable, Hashable {
  /// `silver.orders` for a table, `source orders` for a source; unique within an execution.
  package var name: String
  package var kind: StepKind
  /// Its place in the plan, from 1.
  package var ordinal: Int
  /// Names of the steps that must have succeeded before.
  package var dependsOn: [String]

  package init(name: String, kind: StepKind, ordinal: Int, dependsOn: [String] = []) {
    self.name = name
    self.kind = kind
    self.ordinal = ordinal
    self.dependsOn = dependsOn
  }
}

/// One step of one execution.
package struct StepRecord: Sendable, Hashable {
  /// Rises with every step ever planned; the cursor of a history.
  package let sequence: Int64
  package let execution: ExecutionID
  package let name: String
  package let kind: StepKind
  package let ordinal: Int
  package let status: StepStatus
  /// 0 before it started, then 1 and up.
  package let attempt: Int
  package let startedAt: Date?
  package let endedAt: Date?
  package let counts: RowCounts
  package let bytesWritten: Int64
  /// The table's Delta version before and after; equal when nothing was written.
  package let versionBefore: Int64?
  package let versionAfter: Int64?
  /// 0…1; nil while nothing is known.
  package let progress: Double?
  package let message: String?
  package let error: FailureName?
  package let cause: String?
  package let details: JSONValue
  package let dependsOn: [String]

  package init(
    sequence: Int64, execution: ExecutionID, name: String, kind: StepKind, ordinal: Int, status: StepStatus,
    attempt: Int, startedAt: Date?, endedAt: Date?, counts: RowCounts, bytesWritten: Int64, versionBefore: Int64?,
    versionAfter: Int64?, progress: Double?, message: String?, error: FailureName?, cause: String?,
    details: JSONValue, dependsOn: [String]
  ) {
    self.sequence = sequence
    self.execution = execution
    self.name = name
    self.kind = kind
    self.ordinal = ordinal
    self.status = status
    self.attempt = attempt
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.counts = counts
    self.bytesWritten = bytesWritten
    self.versionBefore = versionBefore
    self.versionAfter = versionAfter
    self.progress = progress
    self.message = message
    self.error = error
    self.cause = cause
    self.details = details
    self.dependsOn = dependsOn
  }

  /// Seconds from start to end; nil before the end.
  package var duration: TimeInterval? {
    guard let startedAt, let endedAt else { return nil }
    return endedAt.timeIntervalSince(startedAt)
  }
}

extension StepRecord {
  /// The same step, shown as ended with its execution.
  package func ended(_ status: StepStatus, error: FailureName? = nil, cause: String? = nil) -> StepRecord {
    StepRecord(
      sequence: sequence, execution: execution, name: name, kind: kind, ordinal: ordinal, status: status,
      attempt: attempt, startedAt: startedAt, endedAt: endedAt ?? startedAt, counts: counts,
      bytesWritten: bytesWritten, versionBefore: versionBefore, versionAfter: versionAfter, progress: progress,
      message: message, error: error, cause: cause, details: details, dependsOn: dependsOn)
  }
}
