import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  /// Nil until a worker began with it, and for a run of tables.
  package func workflow(of execution: ExecutionID) throws(JournalError) -> WorkflowRecord? {
    try read { db in
      try row(db, "SELECT * FROM workflow WHERE execution = ?", [execution.rawValue]).map(WorkflowRecord.init)
    }
  }

  /// Keeps what the execution is played from. The first one that says it counts.
  package func beginWorkflow(_ record: WorkflowRecord) throws(JournalError) {
    try write(.power) { db in
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO workflow (execution, name, execution_name, definition, input, seed)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          record.execution.rawValue, record.name, record.executionName, record.definition, record.input.text,
          Int64(bitPattern: record.seed),
        ])
    }
  }

  /// All that came into an execution, in order.
  package func workflowInputs(of execution: ExecutionID) throws(JournalError) -> [JSONValue] {
    try read { db in
      try rows(db, "SELECT value FROM workflow_input WHERE execution = ? ORDER BY id", [execution.rawValue])
        .map { try $0.json("value") }
    }
  }

  package func eventCount(of execution: ExecutionID) throws(JournalError) -> Int {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT coalesce(max(id), 0) FROM event WHERE execution = ?", arguments: [execution.rawValue]) ?? 0
    }
  }

  /// Writes down what came in and all that followed, at once. False, and nothing is written, when the execution is over.
  @discardableResult
  package func append(_ progress: WorkflowProgress) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.power) { db in
      let id = progress.execution
      guard try existing(id, db).status == .running else { return false }
      for (offset, input) in progress.inputs.enumerated() {
        try db.execute(
          sql: "INSERT INTO workflow_input (execution, id, value) VALUES (?, ?, ?)",
          arguments: [id.rawValue, progress.firstInput + offset, input.text])
      }
      for event in progress.events { try insert(event, of: id, db) }
      for step in progress.steps { try put(step, of: id, db) }
      if let end = progress.end {
        _ = try self.end(id, end.status, end.error, end.cause, at: now, db)
      }
      return true
    }
  }

  private func insert(_ event: WorkflowEvent, of execution: ExecutionID, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO event (execution, id, previous_id, type, at, state, attempt, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        execution.rawValue, event.id, event.previousID, event.type.rawValue, event.at.milliseconds,
        event.state?.rawValue, event.attempt, event.payload.text,
      ])
  }

  private func put(_ step: WorkflowStep, of execution: ExecutionID, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO step (execution, name, kind, ordinal, status, attempt, rows_read, rows_inserted, rows_updated,
          rows_deleted, rows_superseded, rows_rejected, rows_removed, rows_duplicate, bytes_written, details, depends_on,
          started_at, ended_at, message, error, cause)
        VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (execution, name) DO UPDATE SET status = excluded.status, attempt = excluded.attempt,
          details = excluded.details, started_at = excluded.started_at, ended_at = excluded.ended_at,
          message = excluded.message, error = excluded.error, cause = excluded.cause
        """,
      arguments: [
        execution.rawValue, step.name.rawValue, StepKind.state.rawValue, step.ordinal, step.status.rawValue,
        step.attempt, JSONValue.object(step.details).text, JSONValue.texts(step.dependsOn.map(\.rawValue)).text,
        step.startedAt.milliseconds, step.endedAt?.milliseconds, step.message, step.error?.rawValue, step.cause,
      ])
  }

  /// Gives a state machine's execution whose worker is gone to another one. False when somebody else was faster.
  package func takeOver(
    _ execution: ExecutionRecord, by worker: Worker, host: String
  ) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.process) { db in
      try db.execute(
        sql: """
          UPDATE execution SET worker_pid = ?, worker_start = ?, host = ?, heartbeat_at = ?
          WHERE id = ? AND status = 'RUNNING' AND worker_pid IS ? AND worker_start IS ?
          """,
        arguments: [
          Int64(worker.pid), worker.start, host, now.milliseconds, execution.id.rawValue,
          execution.worker.map { Int64($0.pid) }, execution.worker?.start,
        ])
      return db.changesCount == 1
    }
  }

  /// Counts workers that ended without a word and without having got any further.
  ///
  /// - Returns: how many did so in a row, before this one.
  package func countTakeover(of execution: ExecutionID) throws(JournalError) -> Int {
    try write(.process) { db in
      let length =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM workflow_input WHERE execution = ?", arguments: [execution.rawValue]) ?? 0
      try db.execute(
        sql: """
          UPDATE workflow SET takeovers = CASE WHEN taken_at_length = ?1 THEN takeovers + 1 ELSE 1 END,
            taken_at_length = ?1 WHERE execution = ?2
          """, arguments: [length, execution.rawValue])
      return try Int.fetchOne(
        db, sql: "SELECT takeovers FROM workflow WHERE execution = ?", arguments: [execution.rawValue]) ?? 0
    }
  }

  /// What an execution of a state machine gave; nil unless it succeeded.
  package func workflowOutput(of execution: ExecutionID) throws(JournalError) -> JSONValue? {
    try read { db in
      let query = "SELECT payload FROM event WHERE execution = ? AND type = 'ExecutionSucceeded'"
      guard let payload = try row(db, query, [execution.rawValue])?.json("payload"),
        let text = payload["executionSucceededEventDetails"]?["output"]?.stringValue
      else { return nil }
      return try? JSONValue(parsing: text)  // it was written from a value
    }
  }

  /// The execution that a key stands for.
  package func execution(startedBy key: String) throws(JournalError) -> ExecutionRecord? {
    try read { db in
      try row(db, "SELECT * FROM execution WHERE idempotency_key = ?", [key]).map(ExecutionRecord.init)
    }
  }
}

extension WorkflowRecord {
  init(_ row: StoredRow) throws {
    self.init(
      execution: ExecutionID(row.text("execution")), name: row.text("name"), executionName: row.text("execution_name"),
      definition: row.text("definition"), input: try row.json("input"), seed: UInt64(bitPattern: row.int("seed")))
  }
}
