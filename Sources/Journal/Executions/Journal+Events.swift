import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  package func events(
    of execution: ExecutionID, after: Int64 = 0, limit: Int = 1000
  ) throws(JournalError) -> [ExecutionEvent] {
    try read { db in
      try rows(db, Self.eventsQuery + " LIMIT \(PageLimit.rows(limit))", [execution.rawValue, after])
        .map(ExecutionEvent.init)
    }
  }

  package func attempts(of step: StepName, in execution: ExecutionID) throws(JournalError) -> [StepAttempt] {
    let events = try read { db in
      try rows(db, Self.stateEventsQuery, [execution.rawValue, step.rawValue]).map(ExecutionEvent.init)
    }
    return events.reduce(into: []) { attempts, event in
      guard let number = event.attempt else { return }
      if event.type == .taskStarted { attempts.append(StepAttempt(number: number, startedAt: event.at)) }
      // One that another program recorded as ended may end once more, when its table's commit is found.
      if let place = attempts.lastIndex(where: { $0.number == number }) { attempts[place].follow(event) }
    }
  }

  static let eventsQuery = "SELECT * FROM event WHERE execution = ? AND id > ? ORDER BY id"
  static let stateEventsQuery = "SELECT * FROM event WHERE execution = ? AND state = ? ORDER BY id"
}

/// An event before it has its place.
struct NewEvent {
  var type: EventType
  var state: StepName?
  var attempt: Int?
  var payload: JSONValue = [:]
}

extension Journal {
  /// Appends events that follow one from the other, in the transaction of what they tell.
  ///
  /// The first follows from the newest event of its state, else from what the state waited for, else from the newest of all.
  func append(_ events: [NewEvent], to execution: ExecutionID, at moment: Date, _ db: Database) throws {
    guard let first = events.first else { return }
    var last = try Int64.fetchOne(db, sql: Self.newestEvent, arguments: [execution.rawValue]) ?? 0
    var previous = try first.state.flatMap { try origin(of: $0, in: execution, db) } ?? last
    for event in events {
      last += 1
      try db.execute(
        sql: """
          INSERT INTO event (execution, id, previous_id, type, at, state, attempt, payload)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          execution.rawValue, last, previous, event.type.rawValue, moment.milliseconds, event.state?.rawValue,
          event.attempt, event.payload.text,
        ])
      previous = last
    }
  }

  private static let newestEvent = "SELECT max(id) FROM event WHERE execution = ?"

  private func origin(of state: StepName, in execution: ExecutionID, _ db: Database) throws -> Int64? {
    let own = "SELECT max(id) FROM event WHERE execution = ? AND state = ?"
    if let id = try Int64.fetchOne(db, sql: own, arguments: [execution.rawValue, state.rawValue]) { return id }
    let before = """
      SELECT max(id) FROM event WHERE execution = ?1 AND type = 'TaskStateExited' AND state IN (
        SELECT json_each.value FROM step, json_each(step.depends_on) WHERE step.execution = ?1 AND step.name = ?2)
      """
    if let id = try Int64.fetchOne(db, sql: before, arguments: [execution.rawValue, state.rawValue]) { return id }
    return try Int64.fetchOne(
      db, sql: "SELECT min(id) FROM event WHERE execution = ?", arguments: [execution.rawValue])
  }
}

extension ExecutionEvent {
  init(_ row: StoredRow) throws {
    self.init(
      id: row.int("id"),
      previousID: row.int("previous_id"),
      type: EventType(rawValue: row.text("type")),
      at: row.moment("at"),
      state: row.optionalText("state").map { StepName($0) },
      attempt: row.optionalInt("attempt").map { Int($0) },
      payload: try row.json("payload"))
  }
}
