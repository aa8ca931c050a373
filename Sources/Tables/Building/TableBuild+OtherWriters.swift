import DeltaLog
import Lake
import ModelSQL

/// Tables that another tool has changed.
extension TableBuild {
  /// The table as it is. One that is to be written anew need not be one that can be read.
  func baseSnapshot() throws -> Snapshot? {
    let delta = session.deltaTable(request.table)
    guard !request.fullRefresh else { return try delta.snapshotToReplace() }
    do {
      return try delta.snapshot()
    } catch DeltaError.unsupported(_, let feature) {
      throw refusal(feature, "read")
    }
  }

  /// Throws where the build would write to a table that asks more of its writers than this program does, or go on from one
  /// whose files are gone.
  func checkWritable(_ plan: BuildPlan) throws {
    guard let base = plan.base, !request.fullRefresh else { return }
    if let feature = base.writingObstacle, !plan.staysAsItIs { throw refusal(feature, "written") }
    if !plan.rewrites, let path = try base.missingFile(in: session.workspace.store) {
      throw LakeError(
        .dataFileMissing,
        """
        \(request.table): version \(base.version) names \(path), which is not there: vacuumed or deleted; write it anew: \
        assay run --table \(request.table) --full-refresh
        """)
    }
  }

  private func refusal(_ feature: String, _ what: String) -> LakeError {
    LakeError(
      .tableFailed,
      """
      \(request.table): another tool made it use \(feature), with which it cannot be \(what) here; begin it again \
      without: assay run --table \(request.table) --full-refresh
      """)
  }
}
