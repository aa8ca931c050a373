import Clocks
import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  package func createBackfill(
    _ days: [CalendarDay], input: JSONValue, atOnce: Int, by actor: String
  ) throws(JournalError) -> BackfillRecord {
    let now = clock.now().stored
    return try write(.power) { db in
      let id = "backfill-" + ExecutionID.make(at: now).rawValue
      try db.execute(
        sql: """
          INSERT INTO backfill (id, state, input, at_once, created_at, created_by, host) VALUES (?, 'RUNNING', ?, ?, ?, ?, '')
          """,
        arguments: [id, input.text, atOnce, now.milliseconds, actor])
      for day in Set(days) {
        try db.execute(
          sql: "INSERT INTO backfill_day (backfill, day, state) VALUES (?, ?, 'QUEUED')",
          arguments: [id, day.daysSince1970])
      }
      let words = days.sorted().map { JSONValue.string($0.description) }
      try insert(
        NewAudit(actor: actor, action: "backfill", target: id, arguments: ["days": .array(words), "input": input]),
        at: now, db)
      return try existingBackfill(id, db)
    }
  }

  package func backfills(limit: Int) throws(JournalError) -> [BackfillRecord] {
    try read { db in
      try rows(db, "SELECT * FROM backfill ORDER BY sequence DESC LIMIT \(PageLimit.rows(limit))")
        .map { try backfill($0, db) }
    }
  }

  package func backfill(_ id: String) throws(JournalError) -> BackfillRecord? {
    try read { db in try row(db, Self.backfillQuery, [id]).map { try backfill($0, db) } }
  }

  package func takeBackfill(
    _ id: String, worker: Worker, host: String, isGone: (BackfillRecord) -> Bool
  ) throws(JournalError) -> Bool {
    guard let seen = try backfill(id), seen.worker == nil || seen.worker == worker || isGone(seen) else { return false }
    return try write(.process) { db in
      try db.execute(
        sql: """
          UPDATE backfill SET worker_pid = ?, worker_start = ?, host = ?
          WHERE id = ? AND worker_pid IS ? AND worker_start IS ?
          """,
        arguments: [
          Int64(worker.pid), worker.start, host, id, seen.worker.map { Int64($0.pid) }, seen.worker?.start,
        ])
      return db.changesCount == 1
    }
  }

  package func setBackfill(
    _ id: String, from states: Set<BackfillState>, to state: BackfillState, requeueing: Set<BackfillDayState>,
    by actor: (name: String, action: String)?
  ) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.power) { db in
      let record = try existingBackfill(id, db)
      guard states.contains(record.state) else { return false }
      try db.execute(sql: "UPDATE backfill SET state = ? WHERE id = ?", arguments: [state.rawValue, id])
      if state == .cancelled { try set(.cancelled, of: id, where: .queued, db) }
      for old in requeueing { try set(.queued, of: id, where: old, db) }
      if let actor { try insert(NewAudit(actor: actor.name, action: actor.action, target: id), at: now, db) }
      return true
    }
  }

  private func set(_ state: BackfillDayState, of id: String, where old: BackfillDayState, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE backfill_day SET state = ?, note = NULL WHERE backfill = ? AND state = ?",
      arguments: [state.rawValue, id, old.rawValue])
  }

  package func startDay(
    _ day: CalendarDay, of id: String, _ new: NewExecution
  ) throws(JournalError) -> ExecutionRecord? {
    let now = clock.now().stored
    return try write(.power) { db in
      guard try existingBackfill(id, db).state == .running else { return nil }
      // Asked where nobody can begin in between: a day never starts beside another run.
      guard try Bool.fetchOne(db, sql: Self.othersQuery) == false else { return nil }
      try db.execute(
        sql: """
          UPDATE backfill_day SET state = 'RUNNING', attempt = attempt + 1, note = NULL
          WHERE backfill = ? AND day = ? AND state = 'QUEUED'
          """,
        arguments: [id, day.daysSince1970])
      guard db.changesCount == 1 else { return nil }
      let execution = try create(new, at: now, db)
      try db.execute(
        sql: "UPDATE backfill_day SET execution = ? WHERE backfill = ? AND day = ?",
        arguments: [execution.id.rawValue, id, day.daysSince1970])
      return execution
    }
  }

  package func setDay(
    _ day: CalendarDay, of id: String, execution: ExecutionID, to state: BackfillDayState, note: String?
  ) throws(JournalError) {
    try write(.power) { db in
      try db.execute(
        sql: """
          UPDATE backfill_day SET state = ?, note = ? WHERE backfill = ? AND day = ? AND execution = ? AND state = 'RUNNING'
          """,
        arguments: [state.rawValue, note, id, day.daysSince1970, execution.rawValue])
    }
  }

  package func markDay(
    _ day: CalendarDay, of id: String, by actor: String, reason: String
  ) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.power) { db in
      try db.execute(
        sql: """
          UPDATE backfill_day SET state = 'MARKED', note = ?
          WHERE backfill = ? AND day = ? AND state IN ('QUEUED', 'FAILED', 'CANCELLED')
          """,
        arguments: ["marked by \(actor): \(reason)", id, day.daysSince1970])
      guard db.changesCount == 1 else { return false }
      try insert(
        NewAudit(
          actor: actor, action: "backfill mark", target: id,
          arguments: ["day": .string(day.description), "reason": .string(reason)]), at: now, db)
      return true
    }
  }

  private static let othersQuery =
    "SELECT EXISTS (SELECT 1 FROM execution WHERE status = 'RUNNING' AND trigger NOT LIKE 'backfill %')"
  private static let backfillQuery = "SELECT * FROM backfill WHERE id = ?"

  private func existingBackfill(_ id: String, _ db: Database) throws -> BackfillRecord {
    guard let found = try row(db, Self.backfillQuery, [id]) else { throw JournalError.unknownBackfill(id) }
    return try backfill(found, db)
  }

  private func backfill(_ found: StoredRow, _ db: Database) throws -> BackfillRecord {
    let id = found.text("id")
    let days = try rows(db, "SELECT * FROM backfill_day WHERE backfill = ? ORDER BY day", [id]).map { row in
      BackfillDay(
        day: CalendarDay(daysSince1970: Int(row.int("day"))), state: try row.value("state"),
        attempt: Int(row.int("attempt")), execution: row.optionalExecution("execution"), note: row.optionalText("note"))
    }
    let worker = found.optionalInt("worker_pid").flatMap { pid in
      found.optionalText("worker_start").map { Worker(pid: Int32(truncatingIfNeeded: pid), start: $0) }
    }
    return BackfillRecord(
      id: id, state: try found.value("state"), input: try found.json("input"), atOnce: Int(found.int("at_once")),
      createdAt: found.moment("created_at"), createdBy: found.text("created_by"), host: found.text("host"),
      worker: worker, days: days)
  }
}
