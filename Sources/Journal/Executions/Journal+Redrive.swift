import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  package func redrive(
    _ id: ExecutionID, _ inputs: [JSONValue], host: String, by actor: String
  ) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.power) { db in
      guard try reopen(id, host, at: now, db) else { return false }
      let first = "SELECT coalesce(max(id), 0) + 1 FROM workflow_input WHERE execution = ?"
      let place = try Int.fetchOne(db, sql: first, arguments: [id.rawValue]) ?? 1
      for (offset, input) in inputs.enumerated() {
        try db.execute(
          sql: "INSERT INTO workflow_input (execution, id, value) VALUES (?, ?, ?)",
          arguments: [id.rawValue, place + offset, input.text])
      }
      try appendRedrive(id, at: now, db)
      try insert(NewAudit(actor: actor, action: "redrive", target: id.rawValue), at: now, db)
      return true
    }
  }

  package func redriveRun(_ id: ExecutionID, host: String, by actor: String) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.power) { db in
      guard try reopen(id, host, at: now, db) else { return false }
      try db.execute(
        sql: """
          UPDATE step SET status = 'WAITING', started_at = NULL, ended_at = NULL, end_number = NULL, progress = NULL,
            message = NULL, error = NULL, cause = NULL
          WHERE execution = ? AND status <> 'SUCCEEDED'
          """,
        arguments: [id.rawValue])
      try appendRedrive(id, at: now, db)
      try insert(NewAudit(actor: actor, action: "redrive", target: id.rawValue), at: now, db)
      return true
    }
  }

  /// RUNNING once more, without a worker yet. False when it did not end, or succeeded.
  func reopen(_ id: ExecutionID, _ host: String, at now: Date, _ db: Database) throws -> Bool {
    _ = try existing(id, db)
    try db.execute(
      sql: """
        UPDATE execution SET status = 'RUNNING', ended_at = NULL, error = NULL, cause = NULL, stop_requested_at = NULL,
          worker_pid = NULL, worker_start = NULL, host = ?, heartbeat_at = ?
        WHERE id = ? AND status IN ('FAILED', 'TIMED_OUT', 'ABORTED')
        """,
      arguments: [host, now.milliseconds, id.rawValue])
    return db.changesCount == 1
  }

  func appendRedrive(_ id: ExecutionID, at now: Date, _ db: Database) throws {
    let before = "SELECT count(*) FROM event WHERE execution = ? AND type = 'ExecutionRedriven'"
    let count = try Int.fetchOne(db, sql: before, arguments: [id.rawValue]) ?? 0
    let payload: JSONValue = ["executionRedrivenEventDetails": ["redriveCount": .int(count + 1)]]
    try append([NewEvent(type: .executionRedriven, payload: payload)], to: id, at: now, db)
  }
}
