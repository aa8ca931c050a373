import DeltaLog
import Lake
import Ledger
import Words

/// Rejected rows of a build that was refused, by its limit of rejects or by its rules: they enter the table's quarantine though the table stands as it was, so that
/// they can be looked at. The next build reads the same rows again, so that its quarantine takes the place of theirs: data
/// files are marked.
struct RefusedRows {
  let session: LakeSession
  let table: TableName

  private static let tag = "assay.refused"

  private var quarantine: DeltaTable { session.deltaTable(table.quarantine) }

  static func files(in snapshot: Snapshot?) -> [AddFile] {
    (snapshot?.files ?? []).filter { $0.tags[tag] != nil }
  }

  /// Takes a refused candidate's rejected rows in, in place of those of a build refused before. They are not the candidate's
  /// any more.
  func keep(_ candidate: inout Candidate, execution: String) throws {
    let adds = candidate.quarantine.map { add in
      var add = add
      add.tags[Self.tag] = execution
      return add
    }
    try quarantine.makeDurable(files: adds.map(\.path))
    try replace(by: adds)
    candidate.quarantine = []
  }

  /// After a build that was not refused nothing is left of those before it.
  func clear() throws { try replace(by: []) }

  private func replace(by adds: [AddFile]) throws {
    for _ in 0..<20 {
      let base = try quarantine.snapshot()
      let removes = Self.files(in: base)
      guard !adds.isEmpty || !removes.isEmpty else { return }
      let change = DeltaTransaction(
        definition: TableDefinition(schema: Quarantine.schema, partitionColumns: []), adds: adds, removes: removes,
        info: CommitInfo(operation: "WRITE"))
      if try quarantine.commitUnlessLost(change, after: base) != nil { return }
    }
    throw LakeError(.tableBusy, "\(table.quarantine): other writers kept committing first; run again")
  }
}

/// A build that rejected more rows than it may.
package struct BuildRefusal: NamedFailure {
  package let cause: String
  /// What was read and rejected; nothing was written.
  package let counts: RowCounts
  /// All rows in the table's quarantine now.
  package let quarantinedRows: Int64

  package var error: FailureName { .rowsRejected }
}
