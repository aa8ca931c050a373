import Clocks
import DeltaLog
import JSON
import Lake
import Ledger
import Words

/// Does what a commit promised: the rejected rows enter the quarantine table, deleted keys are remembered, and the
/// journal learns of the bookmark. Each step is idempotent, so whoever finds a commit whose follow-ups are missing,
/// because its worker was killed, simply does them again.
struct Settlement {
  let session: LakeSession
  let table: TableName

  private var application: String { Self.application(table) }

  /// The application id in the table's `txn` actions; its version is the build's batch number.
  static func application(_ table: TableName) -> String { "assay:\(table)" }

  /// Follows up the newest commit of assay's that the journal does not know, as its worker would have done had it lived.
  /// Returns the bookmark as it then stands.
  func recover(_ snapshot: Snapshot?) throws -> Bookmark? {
    let bookmark = try session.journal.bookmark(of: table.description)
    guard let snapshot else { return try countingOn(bookmark) }
    guard let committed = snapshot.transactions[application] else { return bookmark }
    if let bookmark, committed <= bookmark.batch {
      return try isOf(snapshot, bookmark, committed) ? bookmark : takeOver(committed, snapshot, from: bookmark)
    }
    // Without the commit nobody knows what it had read: the table is written anew.
    guard let (commit, record) = try find(batch: committed) else { return forgotten(batch: committed) }
    try follow(record)
    try session.journal.commitStep(try step(commit, record, snapshot, keeping: bookmark))
    return try session.journal.bookmark(of: table.description)
  }

  /// Whether the journal's bookmark is about the table as it stands. One that a person set counts as it is.
  private func isOf(_ snapshot: Snapshot, _ bookmark: Bookmark, _ committed: Int64) throws -> Bool {
    if bookmark.value.isEmpty { return true }
    if let fits = TableMark.fits(bookmark.value, snapshot) { return fits }
    guard let execution = bookmark.execution, bookmark.batch == committed else { return true }
    return try find(batch: committed).map { $0.1.execution == execution.rawValue } ?? true
  }

  /// The journal is another one, or the lake was restored from before: the table's own commit says what it has read. Batches
  /// go on from the higher number.
  private func takeOver(_ committed: Int64, _ snapshot: Snapshot, from stale: Bookmark) throws -> Bookmark {
    guard let (_, record) = try find(batch: committed) else { return forgotten(batch: stale.batch) }
    try follow(record)
    var value = record.bookmark
    TableMark.put(snapshot, into: &value)
    let bookmark = Bookmark(
      table: table.description, batch: stale.batch, value: value, updatedAt: session.workspace.clock.now(),
      execution: ExecutionID(record.execution))
    try session.journal.takeOver(bookmark)
    return bookmark
  }

  /// The bookmark as `recover` would leave it, with nothing done.
  func standing(_ snapshot: Snapshot?) throws -> Bookmark? {
    let bookmark = try session.journal.bookmark(of: table.description)
    guard let snapshot, let committed = snapshot.transactions[application] else { return bookmark }
    if let bookmark, committed <= bookmark.batch, try isOf(snapshot, bookmark, committed) { return bookmark }
    if let bookmark, bookmark.execution == nil { return bookmark }
    guard let (_, record) = try find(batch: committed) else { return forgotten(batch: committed) }
    return Bookmark(
      table: table.description, batch: max(committed, bookmark?.batch ?? 0), value: record.bookmark,
      updatedAt: session.workspace.clock.now(), execution: ExecutionID(record.execution))
  }

  /// A table that was removed together with its journal starts over, but what it had rejected and deleted is still there and
  /// knows its batches: a new batch is above those, so that it is not taken for one of them.
  private func countingOn(_ bookmark: Bookmark?) throws -> Bookmark? {
    let paths = [session.workspace.tablePath(table.quarantine), session.workspace.tombstonesPath(of: table)]
    let settled = try paths.compactMap { try session.deltaTable(path: $0).snapshot()?.transactions[application] }.max()
    guard let settled, settled > (bookmark?.batch ?? 0) else { return bookmark }
    return forgotten(batch: settled)
  }

  private func forgotten(batch: Int64) -> Bookmark {
    Bookmark(
      table: table.description, batch: batch, value: [:], updatedAt: session.workspace.clock.now(), execution: nil)
  }

  /// The step as its worker would have recorded it, but for how long it took. Where a person has set the bookmark meanwhile,
  /// that stays: at worst rows are read twice, and a merge or a table written anew is none the worse for it.
  private func step(
    _ commit: Commit, _ record: CommitRecord, _ snapshot: Snapshot, keeping bookmark: Bookmark?
  ) throws -> StepCommit {
    var outcome = StepOutcome(counts: record.counts, message: "found committed after its worker was lost")
    outcome.versionBefore = commit.version > 0 ? commit.version - 1 : nil
    outcome.versionAfter = commit.version
    outcome.bytesWritten = commit.adds.saturatingSum(\.size)
    outcome.bookmark = BookmarkMove(table: table.description, batch: record.batch, value: record.bookmark)
    // The verdict died with the worker; the rows it was about are here.
    outcome.quality = try QualityGateCheck(session: session, table: table).judge(.version(snapshot))
    let environment = session.workspace.environment.name
    var step = outcome.stepCommit(execution: record.execution, table: table, environment: environment)
    step.datapoints = StepMetrics(table: table, environment: environment, at: session.workspace.clock.now())
      .datapoints(outcome, seconds: nil)
    if let bookmark, bookmark.execution == nil {
      step.bookmark?.value = bookmark.value
    } else if var value = step.bookmark?.value {
      TableMark.put(snapshot, into: &value)
      step.bookmark?.value = value
    }
    return step
  }

  /// Nil when the log of the commit is gone. Other writers may have committed any number of times since.
  private func find(batch: Int64) throws -> (Commit, CommitRecord)? {
    var limit = 50
    while true {
      let commits = try session.deltaTable(table).history(limit: limit)
      for commit in commits {
        if let record = try CommitRecord(commit.info), record.batch == batch { return (commit, record) }
      }
      guard commits.count == limit else { return nil }
      limit *= 4
    }
  }

  func follow(_ record: CommitRecord) throws {
    try enter(
      record.quarantine, replaces: record.quarantineReplaces, into: session.workspace.tablePath(table.quarantine),
      definition: TableDefinition(schema: Quarantine.schema, partitionColumns: []), record)
    Failpoint.quarantineSettled.reach(table.description)
    guard let schema = record.tombstoneSchema else { return }
    try enter(
      record.tombstones, replaces: record.tombstonesReplace, into: session.workspace.tombstonesPath(of: table),
      definition: TableDefinition(schema: schema, partitionColumns: []), record)
  }

  /// Commits files that are already written to a table beside this one, once per batch.
  private func enter(
    _ files: [AddFile], replaces: Bool, into path: String, definition: TableDefinition, _ record: CommitRecord
  ) throws {
    let delta = session.deltaTable(path: path)
    for _ in 0..<20 {
      let base = try delta.snapshot()
      let transaction = TransactionVersion(application: application, version: record.batch)
      if let base, base.contains(transaction) { return }
      let removes = replaces ? base?.files ?? [] : RefusedRows.files(in: base)
      guard !files.isEmpty || !removes.isEmpty else { return }
      let change = DeltaTransaction(
        definition: definition, adds: files, removes: removes, transaction: transaction,
        info: CommitInfo(operation: "WRITE"))
      if try delta.commitUnlessLost(change, after: base) != nil {
        return session.checkpointIfDue(delta, of: table, execution: ExecutionID(record.execution))
      }
    }
    throw LakeError(.tableBusy, "\(path): other writers kept committing; run again")
  }
}
