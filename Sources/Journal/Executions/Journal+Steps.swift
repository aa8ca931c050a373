import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  package func planSteps(_ plan: [StepPlan], in execution: ExecutionID) throws(JournalError) {
    try write(.power) { db in
      _ = try existing(execution, db)
      for step in plan {
        try db.execute(
          sql: """
            INSERT INTO step (execution, name, kind, ordinal, status, attempt, rows_read, rows_inserted, rows_updated,
              rows_deleted, rows_superseded, rows_rejected, rows_removed, rows_duplicate, bytes_written, details,
              depends_on)
            VALUES (?, ?, ?, ?, 'WAITING', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', ?)
            """,
          arguments: [
            execution.rawValue, step.name, step.kind.rawValue, step.ordinal, JSONValue.texts(step.dependsOn).text,
          ])
      }
    }
  }

  @discardableResult
  package func startStep(
    _ name: String, in execution: ExecutionID, versionBefore: Int64? = nil
  ) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.process) { db in
      guard try existing(execution, db).status == .running else { return false }
      try db.execute(
        sql: """
          UPDATE step SET status = 'RUNNING', attempt = attempt + 1, started_at = ?, ended_at = NULL, progress = NULL,
            message = NULL, error = NULL, cause = NULL, version_before = ?
          WHERE execution = ? AND name = ?
          """,
        arguments: [now.milliseconds, versionBefore, execution.rawValue, name])
      guard db.changesCount == 1 else { throw JournalError.unknownStep(execution, name: name) }
      let attempt = try attempt(of: name, in: execution, db)
      try append(StepEvents.start(of: name, attempt: attempt), to: execution, at: now, db)
      return true
    }
  }

  package func reportProgress(
    of name: String, in execution: ExecutionID, fraction: Double?, message: String? = nil
  ) throws(JournalError) {
    let fraction = fraction.map { min(max($0, 0), 1) }
    try write(.process) { db in
      try db.execute(
        sql: """
          UPDATE step SET progress = coalesce(?, progress), message = coalesce(?, message)
          WHERE execution = ? AND name = ? AND status = 'RUNNING'
          """,
        arguments: [fraction, message, execution.rawValue, name])
    }
  }

  package func finishStep(
    _ name: String, in execution: ExecutionID, as status: StepStatus, counts: RowCounts = .init(),
    message: String? = nil, error: FailureName? = nil, cause: String? = nil, details: JSONValue = [:]
  ) throws(JournalError) {
    try commitStep(
      StepCommit(
        execution: execution, step: name, status: status, counts: counts, message: message, error: error, cause: cause,
        details: details))
  }

  package func steps(of execution: ExecutionID) throws(JournalError) -> [StepRecord] {
    try read { db in
      try rows(db, "SELECT * FROM step WHERE execution = ? ORDER BY ordinal, sequence", [execution.rawValue])
        .map(StepRecord.init)
    }
  }

  package func stepCounts(of executions: [ExecutionID]) throws(JournalError) -> [ExecutionID: [StepStatus: Int]] {
    try read { db in
      var counts: [ExecutionID: [StepStatus: Int]] = [:]
      let query = try db.cachedStatement(sql: Self.stepCountsQuery)
      for execution in executions {
        for row in try Row.fetchAll(query, arguments: [execution.rawValue]) {
          let stored = StoredRow(row: row, path: path)
          counts[execution, default: [:]][try stored.value("status")] = Int(stored.int("number"))
        }
      }
      return counts
    }
  }

  static let stepCountsQuery = "SELECT status, count(*) AS number FROM step WHERE execution = ? GROUP BY +status"

  package func step(_ name: String, of execution: ExecutionID) throws(JournalError) -> StepRecord? {
    try read { db in
      try row(db, "SELECT * FROM step WHERE execution = ? AND name = ?", [execution.rawValue, name])
        .map(StepRecord.init)
    }
  }

  func endSteps(
    of execution: ExecutionID, running: StepStatus, error: FailureName? = nil, cause: String? = nil, at now: Date,
    _ db: Database
  ) throws {
    let cut = try rows(
      db, "SELECT name, attempt FROM step WHERE execution = ? AND status = 'RUNNING' ORDER BY ordinal",
      [execution.rawValue])
    for step in cut {
      let (name, attempt) = (step.text("name"), Int(step.int("attempt")))
      let commit = StepCommit(execution: execution, step: name, status: running, error: error, cause: cause)
      try append(StepEvents.end(of: commit, attempt: attempt), to: execution, at: now, db)
    }
    try db.execute(
      sql: """
        UPDATE step SET status = ?, ended_at = ?, error = ?, cause = ? WHERE execution = ? AND status = 'RUNNING'
        """, arguments: [running.rawValue, now.milliseconds, error?.rawValue, cause, execution.rawValue])
    try db.execute(
      sql: "UPDATE step SET status = 'SKIPPED' WHERE execution = ? AND status = 'WAITING'",
      arguments: [execution.rawValue])
  }

  func attempt(of step: String, in execution: ExecutionID, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT attempt FROM step WHERE execution = ? AND name = ?", arguments: [execution.rawValue, step]) ?? 0
  }
}
