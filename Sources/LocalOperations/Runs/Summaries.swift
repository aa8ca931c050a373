import Clocks
import Ledger
import Operations
import Words

extension ExecutionSummary {
  init(_ record: ExecutionRecord, steps: [StepStatus: Int]) {
    self.init(
      id: record.id.rawValue, pipeline: record.pipeline, status: record.status,
      trigger: record.trigger,
      startedAt: record.startedAt)
    workflow = record.workflow
    runDate = record.runDate
    endedAt = record.endedAt
    error = record.error
    cause = record.cause
    rerunOf = record.rerunOf?.rawValue
    revision = record.revision
    stopRequested = record.stopRequestedAt != nil
    stepsTotal = steps.values.saturatingSum { $0 }
    stepsDone = steps[.succeeded] ?? 0
    stepsFailed = steps[.failed] ?? 0
    stepsStopped = steps[.stopped] ?? 0
    stepsSkipped = steps[.skipped] ?? 0
  }
}

extension StepSummary {
  init(_ record: StepRecord, quality: NewQuality?) {
    self.init(name: record.name, kind: record.kind, status: record.status)
    startedAt = record.startedAt
    endedAt = record.endedAt
    flow = RowFlow(record.counts)
    duplicates = record.counts.duplicates
    bytesWritten = record.bytesWritten
    versionBefore = record.versionBefore
    versionAfter = record.versionAfter
    progress = record.progress
    message = record.message
    error = record.error
    cause = record.cause
    warnings = (record.details["warnings"]?.arrayValue ?? []).compactMap(\.stringValue)
    conflictingKeys = record.details["conflictingKeys"]?.intValue ?? 0
    changedKeys = record.details["changedKeys"]?.intValue ?? 0
    unmatchedUpdates = record.details["unmatchedUpdates"]?.intValue ?? 0
    dependsOn = record.dependsOn
    score = quality?.score
    rulesFailed = quality?.rules.count { $0.status != .pass } ?? 0
    if record.kind == .state { state = StateFacts(record) }
  }
}

extension StateFacts {
  fileprivate init(_ record: StepRecord) {
    let details = record.details
    self.init(
      type: details["type"]?.stringValue ?? "", tries: record.attempt, input: details["input"] ?? .null)
    resource = details["resource"]?.stringValue
    output = details["output"]
    execution = details["execution"]?.stringValue
  }
}

extension RowFlow {
  init(_ counts: RowCounts) {
    self.init()
    read = counts.read
    inserted = counts.inserted
    updated = counts.updated
    deleted = counts.deleted
    superseded = counts.superseded
    rejected = counts.rejected
    removed = counts.removed
  }
}

extension LogLine {
  init(_ record: LogRecord) {
    self.init(
      id: record.id, at: record.at, level: record.level, step: record.step,
      message: record.message)
  }
}
