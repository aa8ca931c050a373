import Foundation
import GRDB
import JSON
import Ledger

extension Journal {
  @discardableResult
  package func commitStep(_ commit: StepCommit) throws(JournalError) -> Bool {
    let now = commit.at ?? clock.now()
    return try write(.power) { db in
      if let lineage = commit.lineage {
        guard try insert(lineage, commit.execution, at: now, db) else { return false }
      }
      try end(commit, at: now, db)
      if let move = commit.bookmark { try apply(move, commit.execution, at: now, db) }
      if let quality = commit.quality { try insert(quality, commit.execution, at: now, db) }
      try insert(commit.datapoints, db)
      try insert(commit.drift, commit.execution, at: now, db)
      return true
    }
  }

  private func end(_ commit: StepCommit, at now: Date, _ db: Database) throws {
    let counts = commit.counts
    try db.execute(
      sql: """
        UPDATE step SET status = ?, ended_at = ?,
          end_number = (SELECT coalesce(max(end_number), 0) + 1 FROM step WHERE end_number IS NOT NULL),
          rows_read = ?, rows_inserted = ?, rows_updated = ?, rows_deleted = ?,
          rows_superseded = ?, rows_rejected = ?, rows_removed = ?, rows_duplicate = ?, bytes_written = ?,
          version_before = coalesce(?, version_before), version_after = ?, message = coalesce(?, message), error = ?,
          cause = ?, details = ?, progress = iif(? = 'SUCCEEDED', 1.0, progress)
        WHERE execution = ? AND name = ?
        """,
      arguments: [
        commit.status.rawValue, now.milliseconds, counts.read, counts.inserted, counts.updated, counts.deleted,
        counts.superseded, counts.rejected, counts.removed, counts.duplicates, commit.bytesWritten,
        commit.versionBefore, commit.versionAfter, commit.message, commit.error?.rawValue, commit.cause,
        commit.details.text,
        commit.status.rawValue, commit.execution.rawValue, commit.step,
      ])
    // Events belong to an execution that is still there.
    guard db.changesCount == 1 else { return }
    let attempt = try attempt(of: commit.step, in: commit.execution, db)
    try append(StepEvents.end(of: commit, attempt: attempt), to: commit.execution, at: now, db)
  }
}
