import Clocks
import Foundation
import GRDB
import Ledger
import Metrics
import Words

extension Journal {
  @discardableResult
  package func createExecution(_ new: NewExecution, by actor: String? = nil) throws(JournalError) -> ExecutionRecord {
    let now = clock.now().stored
    return try write(.power) { db in
      if let started = try started(new, db) { return started }
      let execution = try create(new, at: now, db)
      if let actor {
        let arguments = new.input.objectValue ?? [:]
        let audit = NewAudit(actor: actor, action: "run", target: execution.id.rawValue, arguments: arguments)
        try insert(audit, at: now, db)
      }
      return execution
    }
  }

  /// Made in the transaction of whoever makes it, with its first event.
  func create(_ new: NewExecution, at now: Date, _ db: Database) throws -> ExecutionRecord {
    let id = try new.id ?? unusedID(db, at: now)
    try db.execute(
      sql: """
        INSERT INTO execution (id, pipeline, environment, status, trigger, run_date, input, started_at, heartbeat_at,
          host, worker_pid, worker_start, rerun_of, idempotency_key)
        VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id.rawValue, new.pipeline, new.environment, new.trigger.rawValue, new.runDate?.daysSince1970, new.input.text,
        now.milliseconds, now.milliseconds, new.host, new.worker.map { Int64($0.pid) }, new.worker?.start,
        new.rerunOf?.rawValue, new.idempotencyKey,
      ])
    let start = NewEvent(type: .executionStarted, payload: ["input": new.input, "trigger": .string("\(new.trigger)")])
    try append([start], to: id, at: now, db)
    try insert(
      ExecutionMetrics(
        pipeline: new.input["workflow"]?.stringValue ?? new.pipeline, environment: new.environment, at: now
      ).started(), db)
    return try existing(id, db)
  }

  /// The execution that the key of a new one stands for already.
  private func started(_ new: NewExecution, _ db: Database) throws -> ExecutionRecord? {
    guard let key = new.idempotencyKey,
      let found = try row(db, "SELECT * FROM execution WHERE idempotency_key = ?", [key])
    else { return nil }
    let record = try ExecutionRecord(found)
    guard record.isAsked(by: new) else { throw JournalError.keyTaken(key, by: record.id) }
    return record
  }

  @discardableResult
  package func attach(_ worker: Worker, host: String, to id: ExecutionID) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.process) { db in
      try db.execute(
        sql: """
          UPDATE execution SET worker_pid = ?, worker_start = ?, host = ?, heartbeat_at = ?
          WHERE id = ? AND status = 'RUNNING' AND (worker_pid IS NULL OR (worker_pid = ? AND worker_start IS ?))
          """,
        arguments: [
          Int64(worker.pid), worker.start, host, now.milliseconds, id.rawValue, Int64(worker.pid), worker.start,
        ])
      return db.changesCount == 1
    }
  }

  @discardableResult
  package func heartbeat(_ id: ExecutionID) throws(JournalError) -> HeartbeatAnswer {
    let now = clock.now()
    return try write(.process) { db in
      try db.execute(
        sql: "UPDATE execution SET heartbeat_at = ? WHERE id = ? AND status = 'RUNNING'",
        arguments: [now.milliseconds, id.rawValue])
      let record = try existing(id, db)
      return HeartbeatAnswer(status: record.status, stopRequested: record.stopRequestedAt != nil)
    }
  }

  @discardableResult
  package func requestStop(_ id: ExecutionID) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.process) { db in
      let record = try existing(id, db)
      try db.execute(
        sql: """
          UPDATE execution SET stop_requested_at = ?
          WHERE id = ? AND status = 'RUNNING' AND stop_requested_at IS NULL
          """,
        arguments: [now.milliseconds, id.rawValue])
      return record.status == .running
    }
  }

  @discardableResult
  package func finishExecution(
    _ id: ExecutionID, as status: ExecutionStatus, error: FailureName? = nil, cause: String? = nil
  ) throws(JournalError) -> Bool {
    let now = clock.now()
    return try write(.power) { db in
      _ = try existing(id, db)
      guard try end(id, status, error, cause, at: now, db) else { return false }
      try endSteps(of: id, running: .stopped, at: now, db)
      try appendEnd(id, status, error, cause, at: now, db)
      return true
    }
  }

  package func execution(_ id: ExecutionID) throws(JournalError) -> ExecutionRecord? {
    try read { db in
      try row(db, "SELECT * FROM execution WHERE id = ?", [id.rawValue]).map(ExecutionRecord.init)
    }
  }

  package func executions(_ filter: ExecutionFilter = .init(), limit: Int = 100) throws(JournalError)
    -> [ExecutionRecord]
  {
    try read { db in
      let (sql, arguments) = Self.executionQuery(filter, limit: limit)
      return try rows(db, sql, arguments).map(ExecutionRecord.init)
    }
  }

  package func executionCounts(since: Date) throws(JournalError) -> [ExecutionStatus: Int] {
    try read { db in
      let found = try rows(db, Self.executionCountsQuery, [since.milliseconds])
      return try Dictionary(found.map { (try $0.value("status"), Int($0.int("number"))) }) { first, _ in first }
    }
  }

  // The unary plus keeps SQLite from walking all executions in the order of their status.
  static let executionCountsQuery =
    "SELECT status, count(*) AS number FROM execution WHERE started_at >= ? GROUP BY +status"

  package func firstRunDate() throws(JournalError) -> CalendarDay? {
    let first = try read { db in try Int.fetchOne(db, sql: "SELECT min(run_date) FROM execution") }
    return first.map(CalendarDay.init(daysSince1970:))
  }

  package func latestExecution(_ filter: ExecutionFilter = .init()) throws(JournalError) -> ExecutionRecord? {
    try executions(filter, limit: 1).first
  }

  static func executionQuery(_ filter: ExecutionFilter, limit: Int) -> (String, StatementArguments) {
    var conditions = Conditions()
    conditions.add("status = ?", filter.status?.rawValue)
    conditions.add("pipeline = ?", filter.pipeline)
    conditions.add("run_date = ?", filter.runDate?.daysSince1970)
    conditions.add("rerun_of = ?", filter.rerunOf?.rawValue)
    conditions.add(
      "sequence >= (SELECT min(sequence) FROM execution WHERE started_at >= ?)", filter.since?.milliseconds)
    conditions.add("started_at >= ?", filter.since?.milliseconds)
    conditions.add("sequence < (SELECT sequence FROM execution WHERE id = ?)", filter.before?.rawValue)
    for word in filter.words { conditions.add(Self.containsOrMarked, all: Self.patterns(word, 8)) }
    for word in filter.withoutWords { conditions.add("NOT " + Self.contains, all: Self.patterns(word, 6)) }
    let sql = """
      SELECT * FROM execution \(conditions.clause)
      ORDER BY sequence DESC LIMIT \(PageLimit.rows(limit))
      """
    return (sql, conditions.arguments)
  }

  // Failures are few: the texts they alone have are looked at first where they are there at all.
  private static let contains = """
    (ifnull(cause LIKE ? ESCAPE '\\', 0) OR ifnull(error LIKE ? ESCAPE '\\', 0) OR id LIKE ? ESCAPE '\\'
      OR trigger LIKE ? ESCAPE '\\' OR status LIKE ? ESCAPE '\\'
      OR (input LIKE '%"workflow"%' AND ifnull(json_extract(input, '$.workflow') LIKE ? ESCAPE '\\', 0)))
    """

  /// Who marked it as done, and why, is told with it; asked once and not for each execution.
  private static let containsOrMarked = """
    (\(contains) OR id IN (
      SELECT target FROM audit
      WHERE action = 'run mark' AND (actor LIKE ? ESCAPE '\\' OR arguments LIKE ? ESCAPE '\\')))
    """

  private static func patterns(_ word: String, _ count: Int) -> StatementArguments {
    StatementArguments(Array(repeating: LikePattern.containing(word), count: count))
  }
}

extension Journal {
  func existing(_ id: ExecutionID, _ db: Database) throws -> ExecutionRecord {
    guard let found = try row(db, "SELECT * FROM execution WHERE id = ?", [id.rawValue]) else {
      throw JournalError.unknownExecution(id)
    }
    return try ExecutionRecord(found)
  }

  func end(
    _ id: ExecutionID, _ status: ExecutionStatus, _ error: FailureName?, _ cause: String?, at now: Date, _ db: Database
  ) throws -> Bool {
    try db.execute(
      sql: "UPDATE execution SET status = ?, ended_at = ?, error = ?, cause = ? WHERE id = ? AND status = 'RUNNING'",
      arguments: [status.rawValue, now.milliseconds, error?.rawValue, cause, id.rawValue])
    guard db.changesCount == 1 else { return false }
    let record = try existing(id, db)
    let metrics = ExecutionMetrics(
      pipeline: record.workflow ?? record.pipeline, environment: record.environment, at: now)
    try insert(metrics.ended(status, seconds: now.timeIntervalSince(record.startedAt)), db)
    return true
  }

  /// The last event of an execution: nothing follows but what is found out about its steps later.
  func appendEnd(
    _ id: ExecutionID, _ status: ExecutionStatus, _ error: FailureName?, _ cause: String?, at now: Date, _ db: Database
  ) throws {
    guard let type = EventType(status) else { return }
    let payload = status == .succeeded ? [:] : StepEvents.reason(error, cause)
    try append([NewEvent(type: type, payload: payload)], to: id, at: now, db)
  }

  /// Four characters tell almost a million executions of one second apart; a taken one is drawn again.
  private func unusedID(_ db: Database, at moment: Date) throws -> ExecutionID {
    while true {
      let id = ExecutionID.make(at: moment)
      let taken = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM execution WHERE id = ?)", arguments: [id.rawValue])
      if taken != true { return id }
    }
  }
}

extension ExecutionRecord {
  init(_ row: StoredRow) throws {
    self.init(
      id: ExecutionID(row.text("id")),
      pipeline: row.text("pipeline"),
      environment: row.text("environment"),
      status: try row.value("status"),
      trigger: ExecutionTrigger(rawValue: row.text("trigger")),
      runDate: row.optionalDay("run_date"),
      input: try row.json("input"),
      startedAt: row.moment("started_at"),
      endedAt: row.optionalMoment("ended_at"),
      heartbeatAt: row.moment("heartbeat_at"),
      host: row.text("host"),
      worker: row.optionalInt("worker_pid").flatMap { pid in
        row.optionalText("worker_start").map { Worker(pid: Int32(truncatingIfNeeded: pid), start: $0) }
      },
      stopRequestedAt: row.optionalMoment("stop_requested_at"),
      error: row.optionalText("error").map(FailureName.init),
      cause: row.optionalText("cause"),
      rerunOf: row.optionalExecution("rerun_of"),
      idempotencyKey: row.optionalText("idempotency_key"))
    revision = row.optionalText("revision")
    definitions = row.optionalText("definitions")
  }
}
