import DeltaLog
import JSON
import Journal
import ModelSQL

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
    guard let snapshot, let committed = snapshot.transactions[application], committed > (bookmark?.batch ?? 0),
      let (commit, record) = try find(batch: committed)
    else { return bookmark }
    try follow(record)
    try session.journal.commitStep(try step(commit, record, snapshot))
    return try session.journal.bookmark(of: table.description)
  }

  /// The step as its worker would have recorded it, but for how long it took.
  private func step(_ commit: Commit, _ record: CommitRecord, _ snapshot: Snapshot) throws -> StepCommit {
    var outcome = StepOutcome(counts: record.counts, message: "found committed after its worker was lost")
    outcome.versionBefore = commit.version > 0 ? commit.version - 1 : nil
    outcome.versionAfter = commit.version
    outcome.bytesWritten = commit.adds.reduce(0) { $0 + $1.size }
    outcome.bookmark = BookmarkMove(table: table.description, batch: record.batch, value: record.bookmark)
    // The verdict died with the worker; the rows it was about are here.
    outcome.quality = try QualityGateCheck(session: session, table: table).judge(DeltaRelation(snapshot).sql)
    let environment = session.workspace.environment.name
    var step = outcome.stepCommit(execution: record.execution, table: table, environment: environment)
    step.datapoints = StepMetrics(table: table, environment: environment, at: session.workspace.clock.now())
      .datapoints(outcome, seconds: nil)
    return step
  }

  private func find(batch: Int64) throws -> (Commit, CommitRecord)? {
    for commit in try session.deltaTable(table).history(limit: 50) {
      if let record = try CommitRecord(commit.info), record.batch == batch { return (commit, record) }
    }
    return nil
  }

  func follow(_ record: CommitRecord) throws {
    try enter(
      record.quarantine, replaces: record.quarantineReplaces, into: session.workspace.tablePath(table.quarantine),
      definition: TableDefinition(schema: Quarantine.schema, partitionColumns: []), batch: record.batch)
    Failpoint.quarantineSettled.reach(table.description)
    guard let schema = record.tombstoneSchema else { return }
    try enter(
      record.tombstones, replaces: record.tombstonesReplace, into: session.workspace.tombstonesPath(of: table),
      definition: TableDefinition(schema: schema, partitionColumns: []), batch: record.batch)
  }

  /// Commits files that are already written to a table beside this one, once per batch.
  private func enter(
    _ files: [AddFile], replaces: Bool, into path: String, definition: TableDefinition, batch: Int64
  ) throws {
    let delta = session.deltaTable(path: path)
    for _ in 0..<20 {
      let base = try delta.snapshot()
      let transaction = TransactionVersion(application: application, version: batch)
      if let base, base.contains(transaction) { return }
      let removes = replaces ? base?.files ?? [] : []
      guard !files.isEmpty || !removes.isEmpty else { return }
      let change = DeltaTransaction(
        definition: definition, adds: files, removes: removes, transaction: transaction,
        info: CommitInfo(operation: "WRITE"))
      if try delta.commitUnlessLost(change, after: base) != nil { return }
    }
    throw LakeError("TableBusy", "\(path): other writers kept committing; run again")
  }
}
