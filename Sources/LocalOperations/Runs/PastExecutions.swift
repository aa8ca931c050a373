import Clocks
import Foundation
import Ledger
import Operations
import Words

/// Executions as they stood at a moment that has passed: what ended later runs, what began later is not there.
///
/// A step's row tells of its newest attempt only, so its events say how the one of that moment was.
struct PastExecutions {
  private let operations: LocalOperations
  private let journal: any RunLedger
  private let moment: Date
  private static let page = 500

  init(_ operations: LocalOperations, _ moment: Date) {
    (self.operations, journal, self.moment) = (operations, operations.journal, moment)
  }

  func detail(_ record: ExecutionRecord) throws -> ExecutionDetail {
    guard record.startedAt <= moment else {
      throw OperationsError.notFound("execution \(record.id) had not begun at \(Timestamp.text(moment))")
    }
    let lost = try LostExecutions(journal)
    let steps = try journal.steps(of: record.id).map(lost.shown).map(step)
    return ExecutionDetail(summary: try summary(record, steps), steps: steps)
  }

  /// Newest first. Pages are read until there are enough, since the journal knows states of today only.
  func page(_ query: ExecutionQuery) throws -> [ExecutionSummary] {
    let lost = try LostExecutions(journal)
    var filter = ExecutionFilter(before: query.before.map { ExecutionID($0) })
    var found: [ExecutionSummary] = []
    while found.count < query.limit {
      let page = try journal.executions(filter, limit: Self.page).map(lost.shown)
      for record in page where record.startedAt <= moment && found.count < query.limit {
        let then = try summary(record)
        if query.status.map({ $0 == then.status }) ?? true, then.has(query) { found.append(then) }
      }
      guard page.count == Self.page else { break }
      filter.before = page.last?.id
    }
    return found
  }

  private func summary(_ record: ExecutionRecord) throws -> ExecutionSummary {
    if let ended = record.endedAt, ended <= moment { return try summary(record, nil) }
    return try summary(record, try journal.steps(of: record.id).map(step))
  }

  /// - Parameter steps: as they stood; nil where all had ended.
  private func summary(_ record: ExecutionRecord, _ steps: [StepSummary]?) throws -> ExecutionSummary {
    var summary = try operations.summary(record)
    if let repairing = summary.repairedBy.map({ ExecutionID($0) }),
      try journal.execution(repairing)?.endedAt.map({ $0 > moment }) ?? true
    {
      summary.repairedBy = nil
    }
    guard record.endedAt.map({ $0 > moment }) ?? true else { return summary }
    summary.status = .running
    (summary.endedAt, summary.error, summary.cause) = (nil, nil, nil)
    summary.stopRequested = record.stopRequestedAt.map { $0 <= moment } ?? false
    let count = { (status: StepStatus) in steps?.count { $0.status == status } ?? 0 }
    (summary.stepsDone, summary.stepsFailed) = (count(.succeeded), count(.failed))
    (summary.stepsStopped, summary.stepsSkipped) = (count(.stopped), count(.skipped))
    return summary
  }

  private func step(_ record: StepRecord) throws -> StepSummary {
    if let ended = record.endedAt, ended <= moment {
      let quality = try journal.qualities(of: record.execution).last { $0.quality.table == record.name }
      return StepSummary(record, quality: quality?.quality)
    }
    var step = StepSummary(
      name: record.name, kind: record.kind, status: .waiting)
    step.dependsOn = record.dependsOn
    // Without events it was written by a program from before them, which knew one attempt.
    var attempts = try journal.attempts(of: StepName(record.name), in: record.execution)
    if attempts.isEmpty, let started = record.startedAt { attempts = [StepAttempt(number: 1, startedAt: started)] }
    guard let attempt = attempts.last(where: { $0.startedAt <= moment }) else { return step }
    (step.startedAt, step.versionBefore) = (attempt.startedAt, record.versionBefore)
    guard let ended = attempt.endedAt, ended <= moment else {
      step.status = .running
      return step
    }
    (step.status, step.endedAt) = (attempt.status, ended)
    (step.error, step.cause) = (attempt.error, attempt.cause)
    return step
  }
}

extension ExecutionSummary {
  /// Whether it has the words that a query asks for, and none of those it does not want.
  fileprivate func has(_ query: ExecutionQuery) -> Bool {
    let text = [id, status.rawValue, trigger.rawValue, workflow ?? "", error?.rawValue ?? "", cause ?? ""]
      .joined(separator: "\n").lowercased()
    return query.words.allSatisfy { text.contains($0.lowercased()) }
      && !query.withoutWords.contains { text.contains($0.lowercased()) }
  }
}
