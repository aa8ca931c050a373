import Clocks
import DeltaLog
import Foundation
import JSON
import Lake
import Ledger
import ModelSQL
import Project
import Words

/// The moment a candidate becomes the table: rules judge it, its files are made durable, one commit names it, and the
/// commit's follow-ups are settled.
struct Publication {
  let session: LakeSession
  let request: BuildRequest
  let model: Model
  let plan: BuildPlan
  let reporter: any StepReporter

  /// A commit that is in the log, or an outcome that needs none.
  struct Published {
    var outcome: StepOutcome
    /// What the commit promised; nil where nothing was committed.
    var record: CommitRecord?
  }

  private var table: TableName { request.table }

  /// Judges and commits. Nil when another writer committed first.
  func publish(_ candidate: Candidate) throws -> Published? {
    var outcome = StepOutcome(counts: candidate.counts, message: message(candidate))
    outcome.conflictingKeys = candidate.conflicts.keys
    outcome.keyChanges = candidate.keyChanges
    outcome.versionBefore = plan.base?.version
    outcome.versionAfter = plan.base?.version
    outcome.bookmark = BookmarkMove(
      table: table.description, batch: plan.batch, value: plan.newBookmark(writes: !candidate.isEmpty))
    guard !candidate.isEmpty || plan.base == nil else {
      // The bookmark moves on, and the changed rules with it.
      if plan.hasOtherRules { outcome.quality = try judge(candidate) }
      return Published(outcome: outcome)
    }
    reporter.progress(0.8, "is judged by its rules")
    outcome.quality = try judge(candidate)
    reporter.progress(0.95, "is published")
    try makeDurable(candidate)
    Failpoint.parquetClosed.reach(table.description)
    let record = try commitRecord(candidate)
    guard let version = try commit(candidate, record) else { return nil }
    outcome.versionAfter = version
    outcome.bytesWritten = candidate.adds.saturatingSum(\.size)
    return Published(outcome: outcome, record: record)
  }

  /// Does what the commit promised. Where this fails the table stands, and the next build does it (`Settlement`).
  func settle(_ published: Published) throws -> StepOutcome {
    guard let record = published.record else { return published.outcome }
    Failpoint.logCommitted.reach(table.description)
    checkpoint()
    try Settlement(session: session, table: table).follow(record)
    return published.outcome
  }

  /// A checkpoint only makes reading quicker: without it the table is as whole, and the next commit tries again.
  private func checkpoint() {
    do {
      let delta = session.deltaTable(table)
      // What killed writers left in the log; a younger one may be another writer's who commits now.
      try delta.sweepTemporaryFiles(olderThan: .seconds(3600))
      // What the table used before may have left checkpoints that readers of a plain table do not know.
      if plan.startsAnew, let snapshot = try delta.snapshot() { return _ = try delta.checkpoint(snapshot) }
      try delta.checkpointIfDue(every: 10)
    } catch {
      reporter.log(.warning, "\(table): no checkpoint was written: \(error)")
    }
  }

  private func message(_ candidate: Candidate) -> String {
    let counts = candidate.counts
    let parts = [
      (counts.inserted, "inserted"), (counts.updated, "updated"), (counts.deleted, "deleted"),
      (counts.removed, "removed"), (counts.superseded, "superseded"), (counts.rejected, "rejected"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let changes = parts.isEmpty ? "no row changed" : parts.joined(separator: ", ")
    let notes = [candidate.conflicts.note, candidate.keyChanges.note].compactMap(\.self).map { "; " + $0 }
    return changes + notes.joined() + plan.remark
  }

  /// What changed rules think of the table as it stands. Nothing is written but the verdict.
  func judgeAgain() throws -> StepOutcome {
    var outcome = plan.unchangedOutcome
    guard let base = plan.base else { return outcome }
    outcome.message = decisionNote("judged by its changed rules") + plan.remark
    outcome.quality = try judge(schema: base.schema, files: base.files)
    outcome.bookmark = BookmarkMove(table: table.description, batch: plan.batch, value: plan.rejudgedBookmark)
    return outcome
  }

  private func decisionNote(_ message: String) -> String {
    plan.olderModel.map { "\(message); \($0)" } ?? message
  }

  private func judge(_ candidate: Candidate) throws -> NewQuality? {
    try judge(schema: candidate.schema, files: candidate.files(after: plan.base))
  }

  private func judge(schema: DeltaSchema, files: [AddFile]) throws -> NewQuality? {
    let rows = RowSet.candidate(
      folder: session.workspace.tablePath(table), schema: schema, partitionColumns: plan.partitionColumns,
      files: files)
    guard let quality = try QualityGateCheck(session: session, table: table).judge(rows) else { return nil }
    let failed = quality.rules.filter { $0.status != .pass }
    for rule in failed {
      reporter.log(quality.gate == .stop ? .error : .warning, "\(table): \(rule.rule): \(rule.message)")
    }
    if quality.gate == .stop, !failed.isEmpty { throw QualityStop(table: table, quality: quality) }
    return quality
  }

  private func makeDurable(_ candidate: Candidate) throws {
    try session.deltaTable(table).makeDurable(files: (candidate.adds + candidate.changeFiles).map(\.path))
    try session.deltaTable(table.quarantine).makeDurable(files: candidate.quarantine.map(\.path))
    try session.deltaTable(path: session.workspace.tombstonesPath(of: table))
      .makeDurable(files: candidate.tombstones.map(\.path))
  }

  private func commitRecord(_ candidate: Candidate) throws -> CommitRecord {
    var record = CommitRecord(
      execution: request.execution, batch: plan.batch, bookmark: plan.newBookmark(writes: true),
      modelHash: plan.modelHash,
      counts: candidate.counts, changes: candidate.changes)
    record.quarantine = candidate.quarantine
    record.quarantineReplaces = candidate.startsOver || candidate.replacesQuarantine
    record.others = plan.othersLeft
    record.tombstones = candidate.tombstones
    record.tombstonesReplace = candidate.startsOver
    record.tombstoneSchema = candidate.tombstoneSchema
    return record
  }

  private func commit(_ candidate: Candidate, _ record: CommitRecord) throws -> Int64? {
    let operation = plan.rewrites ? "WRITE" : model.settings.strategy == .append ? "WRITE" : "MERGE"
    var change = DeltaTransaction(
      definition: TableDefinition(schema: candidate.schema, partitionColumns: plan.partitionColumns),
      adds: candidate.adds, removes: candidate.removes,
      transaction: TransactionVersion(application: Settlement.application(table), version: plan.batch),
      info: CommitInfo(
        operation: operation,
        metrics: ["numOutputRows": .int(candidate.counts.inserted.saturatingAdd(candidate.counts.updated))],
        custom: record.json.objectValue ?? [:]))
    change.startsAnew = plan.startsAnew
    return try session.deltaTable(table).commitUnlessLost(change, after: plan.base)
  }
}
