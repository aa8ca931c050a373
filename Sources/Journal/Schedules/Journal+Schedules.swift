import Clocks
import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  package func schedules() throws(JournalError) -> [ScheduleState] {
    try read { db in try rows(db, "SELECT * FROM schedule ORDER BY name").map(ScheduleState.init) }
  }

  package func meetSchedule(_ name: String) throws(JournalError) -> ScheduleState {
    // Expressions fire at whole seconds: one that fires when it is first seen does so at this one.
    let now = Date(timeIntervalSince1970: clock.now().timeIntervalSince1970.rounded(.down))
    return try write(.power) { db in
      try db.execute(
        sql: "INSERT INTO schedule (name, first_seen, decided_until) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
        arguments: [name, now.milliseconds, now.milliseconds - 1000])
      return try state(of: name, db)
    }
  }

  @discardableResult
  package func decide(
    _ seen: ScheduleState, until: Date, _ fires: [NewFire], note: String? = nil
  ) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.power) { db in
      let current = try state(of: seen.name, db)
      guard current.decidedUntil == seen.decidedUntil, current.pause == seen.pause else { return false }
      try db.execute(
        sql: "UPDATE schedule SET decided_until = ? WHERE name = ?", arguments: [until.milliseconds, seen.name])
      for fire in fires {
        try db.execute(
          sql: """
            INSERT INTO schedule_fire (
              schedule, fire_at, state, is_late, number, first_at, decided_at, note, drop_key, drop_day)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (schedule, fire_at) DO NOTHING
            """,
          arguments: [
            seen.name, fire.at.milliseconds, fire.state.rawValue, fire.isLate, fire.number,
            (fire.firstAt ?? fire.at).milliseconds, now.milliseconds, fire.note ?? note, fire.drop?.key,
            fire.drop?.day.description,
          ])
      }
      return true
    }
  }

  package func drops(of schedule: String, limit: Int) throws(JournalError) -> [FireDrop] {
    let sql = """
      SELECT drop_key, drop_day FROM schedule_fire WHERE schedule = ? AND drop_key IS NOT NULL
      ORDER BY sequence DESC LIMIT \(PageLimit.rows(limit))
      """
    return try read { db in try rows(db, sql, [schedule]).compactMap(FireDrop.init) }
  }

  package func addFire(of schedule: String, by actor: String) throws(JournalError) {
    let now = clock.now()
    try write(.power) { db in
      try db.execute(
        sql: """
          INSERT INTO schedule_fire (schedule, fire_at, state, first_at, decided_at, note) VALUES (?, ?, 'WAITING', ?, ?, ?)
          """,
        arguments: [schedule, now.milliseconds, now.milliseconds, now.milliseconds, "asked for by \(actor)"])
      try insert(NewAudit(actor: actor, action: "schedule fire", target: schedule), at: now, db)
    }
  }

  package func waitingFires() throws(JournalError) -> [ScheduleFire] {
    try read { db in
      try rows(db, "SELECT * FROM schedule_fire WHERE state = 'WAITING' ORDER BY sequence").map(ScheduleFire.init)
    }
  }

  package func fires(of schedule: String? = nil, before: Int64? = nil, limit: Int = 100) throws(JournalError)
    -> [ScheduleFire]
  {
    var conditions = Conditions()
    conditions.add("schedule = ?", schedule)
    conditions.add("sequence < ?", before)
    let sql = """
      SELECT * FROM schedule_fire \(conditions.clause) ORDER BY sequence DESC LIMIT \(PageLimit.rows(limit))
      """
    return try read { db in try rows(db, sql, conditions.arguments).map(ScheduleFire.init) }
  }

  package func startFire(_ sequence: Int64, _ new: NewExecution) throws(JournalError) -> ExecutionRecord? {
    let now = clock.now().stored
    return try write(.power) { db in
      guard try move(sequence, from: .waiting, to: .started, nil, db) else { return nil }
      let execution = try create(new, at: now, db)
      try db.execute(
        sql: "UPDATE schedule_fire SET execution = ? WHERE sequence = ?",
        arguments: [execution.id.rawValue, sequence])
      return execution
    }
  }

  @discardableResult
  package func skipFire(_ sequence: Int64, as state: FireState = .skipped, _ note: String) throws(JournalError) -> Bool
  {
    try write(.power) { db in try move(sequence, from: .waiting, to: state, note, db) }
  }

  package func fires(withoutWorkerFor seconds: TimeInterval) throws(JournalError) -> [ExecutionRecord] {
    let now = clock.now()
    return try write(.power) { db in
      try db.execute(
        sql: """
          UPDATE schedule_fire SET state = 'WAITING', execution = NULL, note = 'its first start was cut short'
          WHERE state = 'STARTED' AND execution IN (
            SELECT id FROM execution WHERE worker_pid IS NULL AND error = ?)
          """, arguments: [FailureName.workerLost.rawValue])
      let orphans = """
        SELECT execution.* FROM execution JOIN schedule_fire ON schedule_fire.execution = execution.id
        WHERE execution.status = 'RUNNING' AND execution.worker_pid IS NULL AND execution.started_at <= ?
        """
      return try rows(db, orphans, [now.addingTimeInterval(-seconds).milliseconds]).map(ExecutionRecord.init)
    }
  }

  package func running(of schedule: String) throws(JournalError) -> [ExecutionRecord] {
    let sql = """
      SELECT execution.* FROM execution JOIN schedule_fire ON schedule_fire.execution = execution.id
      WHERE execution.status = 'RUNNING' AND schedule_fire.schedule = ? ORDER BY execution.sequence DESC
      """
    return try read { db in try rows(db, sql, [schedule]).map(ExecutionRecord.init) }
  }

  private func state(of name: String, _ db: Database) throws -> ScheduleState {
    guard let found = try row(db, "SELECT * FROM schedule WHERE name = ?", [name]) else {
      throw JournalError.unknownSchedule(name)
    }
    return ScheduleState(found)
  }

  private func move(_ sequence: Int64, from: FireState, to: FireState, _ note: String?, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "UPDATE schedule_fire SET state = ?, note = coalesce(?, note) WHERE sequence = ? AND state = ?",
      arguments: [to.rawValue, note, sequence, from.rawValue])
    return db.changesCount == 1
  }
}

// MARK: Pausing

extension Journal {
  package func pauseSchedule(_ name: String, until: Date?, by actor: String) throws(JournalError) {
    _ = try meetSchedule(name)
    let now = clock.now()
    try write(.power) { db in
      try db.execute(
        sql: "UPDATE schedule SET paused_at = ?, paused_until = ?, paused_by = ? WHERE name = ?",
        arguments: [now.milliseconds, until?.milliseconds, actor, name])
      let arguments: JSONObject = until.map { ["until": .string(Timestamp.text($0))] } ?? [:]
      try insert(NewAudit(actor: actor, action: "schedule pause", target: name, arguments: arguments), at: now, db)
    }
  }

  @discardableResult
  package func resumeSchedule(_ name: String, by actor: String) throws(JournalError) -> Bool {
    let seen = try meetSchedule(name)
    let now = clock.now()
    return try write(.power) { db in
      guard let pause = seen.pause else { return false }
      // A pause that ran out by itself ended when it said.
      let end = min(pause.until ?? now, now)
      try db.execute(
        sql: """
          UPDATE schedule SET paused_at = NULL, paused_until = NULL, paused_by = NULL,
            decided_until = max(decided_until, ?) WHERE name = ?
          """, arguments: [end.milliseconds, name])
      try insert(NewAudit(actor: actor, action: "schedule resume", target: name), at: now, db)
      return true
    }
  }
}

// MARK: The scheduler itself

extension Journal {
  package func scheduler() throws(JournalError) -> SchedulerRecord? {
    try read { db in try row(db, "SELECT * FROM scheduler").map(SchedulerRecord.init) }
  }

  package func beatScheduler(_ worker: Worker, host: String, startedAt: Date, trouble: String?) throws(JournalError) {
    let now = clock.now()
    try write(.process) { db in
      try db.execute(
        sql: """
          INSERT INTO scheduler (id, host, pid, start, started_at, heartbeat_at, trouble) VALUES (1, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET host = excluded.host, pid = excluded.pid, start = excluded.start,
            started_at = excluded.started_at, heartbeat_at = excluded.heartbeat_at, trouble = excluded.trouble
          """,
        arguments: [
          host, Int64(worker.pid), worker.start, startedAt.milliseconds, now.milliseconds, trouble,
        ])
    }
  }
}
