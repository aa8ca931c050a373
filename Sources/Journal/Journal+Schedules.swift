import Clocks
import Foundation
import GRDB
import JSON
import Words

extension Journal {
  /// Ordered by name. Those that no scheduler has met are not among them.
  package func schedules() throws(JournalError) -> [ScheduleState] {
    try read { db in try rows(db, "SELECT * FROM schedule ORDER BY name").map(ScheduleState.init) }
  }

  /// The schedule's state; made now when it is met for the first time, so that no fire before this moment is due.
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

  /// Writes down what became of a schedule's fires, all at once.
  /// - Parameter seen: as it was when they were found due. When another scheduler has decided since, nothing is written.
  /// - Returns: whether it was written.
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
            INSERT INTO schedule_fire (schedule, fire_at, state, is_late, number, first_at, decided_at, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (schedule, fire_at) DO NOTHING
            """,
          arguments: [
            seen.name, fire.at.milliseconds, fire.state.rawValue, fire.isLate, fire.number,
            (fire.firstAt ?? fire.at).milliseconds, now.milliseconds, note,
          ])
      }
      return true
    }
  }

  /// A fire that a person asks for now, as it were due. Recorded in the audit.
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

  /// Fires that are to start, oldest first.
  package func waitingFires() throws(JournalError) -> [ScheduleFire] {
    try read { db in
      try rows(db, "SELECT * FROM schedule_fire WHERE state = 'WAITING' ORDER BY sequence").map(ScheduleFire.init)
    }
  }

  /// Newest first, of one schedule or of all; `before` is the sequence of the last one of a page.
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

  /// Makes the execution of a waiting fire, in one transaction with the fire's own change of state: it starts once.
  /// - Returns: nil when it waits no more.
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

  /// Ends a waiting fire without a start. False when it waits no more.
  @discardableResult
  package func skipFire(_ sequence: Int64, as state: FireState = .skipped, _ note: String) throws(JournalError) -> Bool
  {
    try write(.power) { db in try move(sequence, from: .waiting, to: state, note, db) }
  }

  /// Fires whose scheduler was killed between their start and that of a worker. Those whose execution still waits for one
  /// are given back with it, to be launched again; those whose execution was given up meanwhile wait again.
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

  /// The executions that a schedule started and that are still RUNNING, newest first.
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
  /// Fires that come while a schedule is paused are passed over. Recorded in the audit.
  /// - Parameter until: nil: until somebody resumes it.
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

  /// From now on it fires again; what came meanwhile stays passed over. False when it was not paused.
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
  /// Nil where none ever ran.
  package func scheduler() throws(JournalError) -> SchedulerRecord? {
    try read { db in try row(db, "SELECT * FROM scheduler").map(SchedulerRecord.init) }
  }

  /// Says that a scheduler works, and what keeps it from its work.
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
