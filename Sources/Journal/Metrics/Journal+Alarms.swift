import Foundation
import GRDB
import JSON
import Ledger
import Metrics

extension Journal {
  package func alarmRecords() throws(JournalError) -> [String: AlarmRecord] {
    try read { db in
      let found = try rows(db, "SELECT * FROM alarm").map { try AlarmRecord($0) }
      return Dictionary(found.map { ($0.name, $0) }) { first, _ in first }
    }
  }

  package func advance(
    _ record: AlarmRecord, from evaluatedAt: Date?, _ events: [NewAlarmEvent]
  ) throws(JournalError) -> [AlarmEvent]? {
    try write(.process) { db in
      let stored = try row(db, "SELECT * FROM alarm WHERE name = ?", [record.name]).map { try AlarmRecord($0) }
      guard stored?.evaluatedAt == evaluatedAt?.stored else { return nil }
      var record = record
      if let stored {
        // What an operator changed meanwhile stays; an acknowledgement is of one stay in a state.
        (record.isEnabled, record.mutedUntil) = (stored.isEnabled, stored.mutedUntil)
        let isSameStay = stored.state == record.state && stored.since == record.since
        record.acknowledgedAt = isSameStay ? stored.acknowledgedAt : nil
        record.acknowledgedBy = isSameStay ? stored.acknowledgedBy : nil
      }
      try save(record, db)
      return try events.map { try insert($0, of: record.name, db) }
    }
  }

  package func change(_ name: String, _ change: AlarmChange, by actor: String) throws(JournalError) -> AlarmRecord? {
    let now = clock.now().stored
    return try write(.power) { db in
      let stored = try row(db, "SELECT * FROM alarm WHERE name = ?", [name]).map { try AlarmRecord($0) }
      var record = stored ?? AlarmRecord(name: name, at: now)
      let (action, summary): (String, String)
      switch change {
      case .acknowledge:
        guard record.state == .alarm else { return nil }
        (record.acknowledgedAt, record.acknowledgedBy) = (now, actor)
        (action, summary) = ("alarm acknowledge", "acknowledged by \(actor)")
      case .mute(let until):
        record.mutedUntil = until?.stored
        (action, summary) = until == nil ? ("alarm unmute", "unmuted by \(actor)") : ("alarm mute", "muted by \(actor)")
      case .enable:
        record.isEnabled = true
        (action, summary) = ("alarm enable", "actions enabled by \(actor)")
      case .disable:
        record.isEnabled = false
        (action, summary) = ("alarm disable", "actions disabled by \(actor)")
      }
      try save(record, db)
      let until = record.mutedUntil.map { JSONValue.int($0.milliseconds) } ?? .null
      _ = try insert(NewAlarmEvent(at: now, .configurationUpdate, summary), of: name, db)
      try insert(NewAudit(actor: actor, action: action, target: name, arguments: ["mutedUntil": until]), at: now, db)
      return record
    }
  }

  package func alarmHistory(
    of name: String? = nil, kind: AlarmEventKind? = nil, before: Int64? = nil, limit: Int = 100
  ) throws(JournalError) -> [AlarmEvent] {
    var conditions = Conditions()
    conditions.add("alarm = ?", name)
    conditions.add("kind = ?", kind?.rawValue)
    conditions.add("id < ?", before)
    let sql = "SELECT * FROM alarm_history \(conditions.clause) ORDER BY id DESC LIMIT \(PageLimit.rows(limit))"
    return try read { db in try rows(db, sql, conditions.arguments).map { try AlarmEvent($0) } }
  }

  package func pendingActions() throws(JournalError) -> [AlarmEvent] {
    try read { db in
      try rows(db, "SELECT * FROM alarm_history WHERE outcome = 'PENDING' ORDER BY id LIMIT 1000")
        .map { try AlarmEvent($0) }
    }
  }

  package func beginAction(_ id: Int64) throws(JournalError) -> Bool {
    try write(.power) { db in
      try db.execute(
        sql: "UPDATE alarm_history SET outcome = 'RUNNING' WHERE id = ? AND outcome = 'PENDING'", arguments: [id])
      return db.changesCount == 1
    }
  }

  package func endAction(_ id: Int64, _ outcome: String) throws(JournalError) {
    try write(.process) { db in
      try db.execute(sql: "UPDATE alarm_history SET outcome = ? WHERE id = ?", arguments: [outcome, id])
    }
  }

  private func save(_ record: AlarmRecord, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO alarm VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        record.name, record.state.rawValue, record.reason, record.since.milliseconds,
        record.evaluatedAt?.milliseconds, record.fingerprint, record.isEnabled ? 1 : 0,
        record.mutedUntil?.milliseconds, record.acknowledgedAt?.milliseconds, record.acknowledgedBy,
        record.suppression.text,
      ])
  }

  private func insert(_ event: NewAlarmEvent, of name: String, _ db: Database) throws -> AlarmEvent {
    try db.execute(
      sql: "INSERT INTO alarm_history (alarm, at, kind, summary, details, outcome) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        name, event.at.milliseconds, event.kind.rawValue, event.summary, event.details.text, event.outcome,
      ])
    return AlarmEvent(
      id: db.lastInsertedRowID, alarm: name, at: event.at, kind: event.kind, summary: event.summary,
      details: event.details, outcome: event.outcome)
  }
}

extension AlarmRecord {
  init(_ row: StoredRow) throws {
    self.init(name: row.text("name"), at: row.moment("since"))
    state = try row.value("state")
    reason = row.text("reason")
    evaluatedAt = row.optionalMoment("evaluated_at")
    fingerprint = row.text("fingerprint")
    isEnabled = row.int("is_enabled") != 0
    mutedUntil = row.optionalMoment("muted_until")
    acknowledgedAt = row.optionalMoment("acknowledged_at")
    acknowledgedBy = row.optionalText("acknowledged_by")
    suppression = try row.json("suppression")
  }
}

extension AlarmEvent {
  init(_ row: StoredRow) throws {
    self.init(
      id: row.int("id"), alarm: row.text("alarm"), at: row.moment("at"), kind: try row.value("kind"),
      summary: row.text("summary"), details: try row.json("details"), outcome: row.optionalText("outcome"))
  }
}
