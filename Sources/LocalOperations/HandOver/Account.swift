import Foundation
import Ledger
import Operations
import Words

/// What happened between two moments, gathered from all that the ledger keeps.
struct Account {
  let operations: LocalOperations
  private(set) var handOver: HandOver
  /// At most so many of each kind are listed.
  private static let most = 2000

  init(_ operations: LocalOperations, since: Date, until: Date) {
    self.operations = operations
    handOver = HandOver(identity: operations.identity, since: since, until: until)
  }

  private var journal: any RunLedger { operations.journal }

  mutating func tell() throws {
    let lost = try LostExecutions(journal)
    let records = try journal.executions(ExecutionFilter(since: handOver.since), limit: Self.most)
      .map(lost.shown).filter { $0.startedAt <= handOver.until }
    if records.count >= Self.most { handOver.isCut = true }
    try tellRuns(records, lost)
    try tellDefinitions(records.reversed())
    try tellGates()
    try tellAlarms()
    try tellDrift()
    try tellFires()
    try tellDeeds()
    handOver.happenings.sort { ($0.at, $0.subject) < ($1.at, $1.subject) }
  }

  /// False where it is not of these hours.
  @discardableResult
  mutating func add(_ happening: Happening) -> Bool {
    guard happening.at >= handOver.since, happening.at <= handOver.until else { return false }
    handOver.happenings.append(happening)
    return true
  }

  private mutating func tellRuns(_ records: [ExecutionRecord], _ lost: LostExecutions) throws {
    let summaries = try operations.summaries(records)
    for (record, summary) in zip(records, summaries) {
      let status = record.endedAt.map { $0 <= handOver.until } ?? false ? record.status : .running
      handOver.runs[status.rawValue, default: 0] += 1
      switch status {
      case .running, .succeeded: add(run(summary, status))
      case .aborted: add(stop(summary, record))
      default: add(try failure(summary, record, lost))
      }
    }
  }

  private func run(_ run: ExecutionSummary, _ status: ExecutionStatus) -> Happening {
    let steps = run.stepParts.joined(separator: ", ")
    let text = "\(status.rawValue) \(run.runDate.map { "for \($0), " } ?? "")\(steps) steps"
    return Happening(.run, at: run.startedAt, run.id, text, cause: run.trigger.rawValue, execution: run.id)
  }

  private func stop(_ run: ExecutionSummary, _ record: ExecutionRecord) -> Happening {
    var happening = Happening(
      .stop, at: run.endedAt ?? run.startedAt, run.id, "stopped: " + run.stepParts.joined(separator: ", "),
      cause: "stopped runs", execution: run.id)
    happening.repairedBy = repair(of: run)
    happening.isOpen = happening.repairedBy == nil && run.markedBy == nil
    return happening
  }

  /// The one that made it good, where it had by then.
  private func repair(of run: ExecutionSummary) -> String? {
    guard let repairing = run.repairedBy, let end = try? journal.execution(ExecutionID(repairing))?.endedAt,
      end <= handOver.until
    else { return nil }
    return repairing
  }

  private func failure(
    _ run: ExecutionSummary, _ record: ExecutionRecord, _ lost: LostExecutions
  ) throws -> Happening {
    let failed = try journal.steps(of: record.id).map(lost.shown).filter { $0.status == .failed }
    let first = failed.min { ($0.endedAt ?? .distantFuture) < ($1.endedAt ?? .distantFuture) }
    let error = first?.error ?? run.error
    let place = first.map { "\($0.name) " } ?? ""
    let day = run.runDate.map { "for \($0) " } ?? ""
    var happening = Happening(
      .failure, at: run.endedAt ?? run.startedAt, run.id,
      "\(day)failed at \(place.isEmpty ? "its plan " : place)with \(error?.rawValue ?? "no name"): \(ServiceCause.told(first?.cause ?? run.cause ?? ""))",
      cause: place + (error?.rawValue ?? run.status.rawValue), execution: run.id)
    happening.repairedBy = repair(of: run)
    happening.isOpen = happening.repairedBy == nil && run.markedBy == nil
    return happening
  }

  private mutating func tellGates() throws {
    let verdicts = try journal.failedVerdicts(since: handOver.since, limit: Self.most)
    if verdicts.count >= Self.most { handOver.isCut = true }
    for verdict in verdicts {
      let failed = verdict.quality.rules.filter { $0.status != .pass }
      let words = failed.map { $0.message.isEmpty ? $0.rule : "\($0.rule): \($0.message)" }.joined(separator: "; ")
      let effect = verdict.quality.gate == .stop ? "stopped" : "let pass"
      add(
        Happening(
          .gate, at: verdict.at, verdict.quality.table, "\(effect) by its gate: \(words)",
          cause: verdict.quality.table, execution: verdict.execution.rawValue))
    }
  }
}
