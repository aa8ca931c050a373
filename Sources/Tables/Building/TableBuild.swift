import Clocks
import Deliveries
import DeltaLog
import Foundation
import JSON
import Lake
import Metrics
import ModelSQL
import Project
import Words

/// Builds one Silver or Gold table: reads what is new, writes candidate files, has them judged, and commits once.
package struct TableBuild {
  let session: LakeSession
  let request: BuildRequest
  let model: Model
  let reporter: any StepReporter

  package init(session: LakeSession, request: BuildRequest, reporter: any StepReporter) throws {
    guard let model = session.workspace.project.model(request.table) else {
      throw LakeError(
        .tableMissing,
        "no model makes \(request.table); add models/\(request.table.layer.rawValue)/\(request.table.name).sql")
    }
    self.session = session
    self.request = request
    self.model = model
    self.reporter = reporter
  }

  private var table: TableName { request.table }

  /// Attempts before giving up against writers that keep winning; each attempt starts from what the winner left.
  private static let attempts = 5

  /// - Parameter record: writes the outcome down while the table is still locked, so that the next writer of the table
  ///   starts from this one's bookmark.
  @discardableResult
  package func run(recording record: (StepOutcome) throws -> Void = { _ in }) throws -> StepOutcome {
    let lock = try TableLock(table, in: session.workspace, reporter: reporter)
    defer { lock.release() }
    for attempt in 1...Self.attempts {
      if let outcome = try attemptOnce() {
        try record(outcome)
        return outcome
      }
      reporter.log(.warning, "\(table): another writer committed first; attempt \(attempt + 1) starts from its version")
      try session.compute.forgetEvaluation()
    }
    throw LakeError(.tableBusy, "\(table): other writers kept committing first; run again")
  }

  /// Nil when another writer's commit came between.
  private func attemptOnce() throws -> StepOutcome? {
    let base = try baseSnapshot()
    let bookmark = try Settlement(session: session, table: table).recover(base)
    let plan = try session.plan(
      model, base: base, bookmark: bookmark, parameters: request.parameters, fullRefresh: request.fullRefresh)
    if plan.others != nil || plan.startsAnew {
      reporter.log(.warning, "\(table)\(plan.remark.replacing("; ", with: ": ", maxReplacements: 1))")
    }
    try checkWritable(plan)
    let decision = plan.decision
    let publication = Publication(session: session, request: request, model: model, plan: plan, reporter: reporter)
    if decision.action == .refuse { throw LakeError(.modelChanged, "\(table): \(decision.reason)") }
    let older = decision.action == .rewrite ? nil : plan.olderModel
    if let older { reporter.log(.warning, "\(table): \(older)") }
    if decision.action == .rewrite, let lost = plan.lostRows {
      reporter.log(.warning, "\(table): it is written anew \(lost)")
    }
    if decision.action == .judge { return try described(publication.judgeAgain(), plan) }
    if decision.action == .leave { return try described(plan.unchangedOutcome, plan) }
    try reporter.checkStopped()
    let evaluated = try session.compute.evaluate(plan.evaluation(request, session), reporter)
    guard let published = try publish(evaluated, plan, publication) else { return nil }
    var outcome = try publication.settle(published)
    if let older { outcome.message += "; " + older }
    if decision.action == .rewrite, let lost = plan.lostRows { outcome.warnings.append("written anew \(lost)") }
    if let leaving = plan.leavingRows { outcome.message += "; " + leaving }
    return try described(outcome, plan)
  }

  /// Nil when another writer's commit came between. The files of a candidate that did not become the table are removed.
  private func publish(
    _ evaluated: Evaluated, _ plan: BuildPlan, _ publication: Publication
  ) throws -> Publication.Published? {
    var candidate = evaluated.candidate
    do {
      candidate.counts.read = evaluated.rowsRead ?? candidate.counts.accounted
      try requireFewRejects(&candidate, plan, evaluated.rejectReasons)
      try Balance.check(candidate.counts, table: table, against: plan.balanceInput)
      if let published = try publication.publish(candidate) { return published }
    } catch let stop as QualityStop {
      throw try stopped(stop, &candidate)
    } catch {
      if !mayBeCommitted(plan) { discard(candidate) }
      throw error
    }
    discard(candidate)
    return nil
  }

  /// A commit whose folder could not be synced is in the log all the same, and its files are the table's. Where the log
  /// cannot be read, files too many are the smaller harm.
  private func mayBeCommitted(_ plan: BuildPlan) -> Bool {
    let batch = TransactionVersion(application: Settlement.application(table), version: plan.batch)
    do {
      return try session.deltaTable(table).snapshot()?.contains(batch) ?? false
    } catch {
      return true
    }
  }

  /// Adds how the table stands after the build, so that whoever shows it need not read its log.
  private func described(_ outcome: StepOutcome, _ plan: BuildPlan) throws -> StepOutcome {
    var outcome = outcome
    try RefusedRows(session: session, table: table).clear()
    let isNew = outcome.versionAfter != plan.base?.version
    guard let snapshot = isNew ? try session.deltaTable(table).snapshot() : plan.base else { return outcome }
    if var value = outcome.bookmark?.value, !value.isEmpty {
      TableMark.put(snapshot, into: &value)
      outcome.bookmark?.value = value
    }
    outcome.tableRows = snapshot.rowCount
    outcome.others = plan.othersLeft
    outcome.tableBytes = snapshot.files.saturatingSum(\.size)
    outcome.quarantinedRows = try session.quarantinedRows(of: table)
    outcome.events = try EventTimes.of(snapshot, model: model, session: session)
    if isNew, let column = model.settings.eventTime {
      let doubts = outcome.events?.doubts(column, now: session.workspace.clock.now()) ?? []
      for doubt in doubts { reporter.log(.warning, doubt) }
    }
    return try judged(outcome)
  }

  private var rejectLimits: RejectLimits { session.workspace.project.rejects[table] ?? RejectLimits() }

  /// A build that read nothing says what the one before it had to say.
  private func judged(_ outcome: StepOutcome) throws -> StepOutcome {
    var outcome = outcome
    let counts = outcome.counts
    outcome.judgedRows =
      counts.read > 0 ? (counts.rejected, counts.read) : try StepOutcome.judgedRows(of: table, in: session.journal)
    guard let (rejected, read) = outcome.judgedRows else { return outcome }
    // What would fail now was published under other limits, and is a warning all the same.
    var limits = rejectLimits
    limits.failAt = nil
    let warnings = try RejectJudgement(table: table, rejected: rejected, read: read, limits: limits).warnings
    for warning in warnings { reporter.log(.warning, "\(table): \(warning)") }
    outcome.warnings += warnings
    return outcome
  }

  /// Refuses a build that loses more than the limit, before anything of it is published but what it rejected.
  private func requireFewRejects(
    _ candidate: inout Candidate, _ plan: BuildPlan, _ reasons: () throws -> [String]
  ) throws {
    let counts = candidate.counts
    // Rows of a few touched keys are read again until they are good; one that waits for its partner is every day's.
    if case .touchedKeys = plan.reading { return }
    let judgement = try RejectJudgement(
      table: table, rejected: counts.rejected, read: counts.accounted, limits: rejectLimits, reasons: reasons)
    guard let failure = judgement.failure else { return }
    try RefusedRows(session: session, table: table).keep(&candidate, execution: request.execution)
    throw BuildRefusal(
      cause: failure, counts: RowCounts(read: counts.accounted, rejected: counts.rejected),
      quarantinedRows: try session.quarantinedRows(of: table))
  }

  /// What a build that its rules stopped rejected stays to be looked at, too. Of a table whose touched rows are read again
  /// the quarantine is written whole, and stands as it was.
  private func stopped(_ stop: QualityStop, _ candidate: inout Candidate) throws -> QualityStop {
    defer { discard(candidate) }
    var stop = stop
    stop.counts = RowCounts(read: candidate.counts.accounted, rejected: candidate.counts.rejected)
    guard candidate.counts.rejected > 0, !candidate.replacesQuarantine else { return stop }
    try RefusedRows(session: session, table: table).keep(&candidate, execution: request.execution)
    stop.quarantinedRows = try session.quarantinedRows(of: table)
    return stop
  }

  private func discard(_ candidate: Candidate) {
    candidate.removeFiles(of: table, in: session.workspace)
  }
}
