import Foundation
import GRDB
import Ledger
import Words

extension Journal {
  package func latestQualities() throws(JournalError) -> [String: QualityRecord] {
    let found = try read { db in try rows(db, Self.latestQualitiesQuery).map { try qualityRecord($0, db) } }
    return Dictionary(found.map { ($0.quality.table, $0) }) { first, _ in first }
  }

  package func latestQualityTimes() throws(JournalError) -> [String: Date] {
    let found = try read { db in try rows(db, Self.latestQualitiesQuery) }
    return Dictionary(found.map { ($0.text("table_name"), $0.moment("at")) }) { first, _ in first }
  }

  package func qualities(of execution: ExecutionID) throws(JournalError) -> [QualityRecord] {
    try read { db in
      try rows(db, "SELECT * FROM quality WHERE execution = ? ORDER BY id", [execution.rawValue])
        .map { try qualityRecord($0, db) }
    }
  }

  package func failedVerdicts(since: Date, limit: Int) throws(JournalError) -> [QualityRecord] {
    try read { db in
      try rows(db, Self.failedVerdictsQuery, [since.milliseconds, PageLimit.rows(limit)])
        .map { try qualityRecord($0, db) }
    }
  }

  static let failedVerdictsQuery = """
    SELECT quality.* FROM execution CROSS JOIN quality ON quality.execution = execution.id
    WHERE execution.started_at >= ? AND EXISTS (
      SELECT 1 FROM rule_result WHERE rule_result.quality = quality.id AND rule_result.status <> 'pass')
    ORDER BY quality.id LIMIT ?
    """

  package func ruleHistory(table: String, rule: String, limit: Int = 100) throws(JournalError) -> [RulePoint] {
    try read { db in
      try rows(db, Self.ruleHistoryQuery(), [table, rule, PageLimit.rows(limit)]).map(RulePoint.init)
    }
  }

  package func lastValues(table: String, rule: String, count: Int) throws(JournalError) -> [Double] {
    try read { db in
      try rows(
        db, Self.ruleHistoryQuery(and: "AND rule_result.value IS NOT NULL"), [table, rule, PageLimit.rows(count)]
      ).map { $0.double("value") }
    }
  }

  package func scoreHistory(of table: String, before: Int64? = nil, limit: Int = 100) throws(JournalError)
    -> [ScorePoint]
  {
    try read { db in
      try rows(
        db, "SELECT * FROM quality WHERE table_name = ? AND id < ? ORDER BY id DESC LIMIT ?",
        [table, before ?? .max, PageLimit.rows(limit)]
      ).map(ScorePoint.init)
    }
  }

  static func ruleHistoryQuery(and condition: String = "") -> String {
    """
    SELECT quality.execution, quality.at, rule_result.status, rule_result.value
    FROM rule_result CROSS JOIN quality ON quality.id = rule_result.quality
    WHERE rule_result.table_name = ? AND rule_result.rule = ? \(condition)
    ORDER BY rule_result.quality DESC LIMIT ?
    """
  }

  static let latestQualitiesQuery = """
    WITH RECURSIVE tables (name) AS (
      SELECT min(table_name) FROM quality
      UNION ALL
      SELECT (SELECT min(table_name) FROM quality WHERE table_name > tables.name) FROM tables
      WHERE tables.name IS NOT NULL
    )
    SELECT quality.* FROM tables CROSS JOIN quality
    ON quality.id = (SELECT max(id) FROM quality WHERE table_name = tables.name) WHERE tables.name IS NOT NULL
    """

  func insert(_ new: NewQuality, _ execution: ExecutionID, at now: Date, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO quality (execution, table_name, at, gate, score, rows_passed, rows_failed)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        execution.rawValue, new.table, now.milliseconds, new.gate.rawValue, new.score, new.rowsPassed, new.rowsFailed,
      ])
    let id = db.lastInsertedRowID
    for (index, outcome) in new.rules.enumerated() {
      try db.execute(
        sql: """
          INSERT INTO rule_result (quality, ordinal, table_name, rule, status, value, value_text, message)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, index + 1, new.table, outcome.rule, outcome.status.rawValue, outcome.value, outcome.valueText,
          outcome.message,
        ])
    }
  }

  private func qualityRecord(_ row: StoredRow, _ db: Database) throws -> QualityRecord {
    let id = row.int("id")
    let rules = try rows(db, "SELECT * FROM rule_result WHERE quality = ? ORDER BY ordinal", [id])
      .map(RuleOutcome.init)
    let quality = NewQuality(
      table: row.text("table_name"), gate: try row.value("gate"), score: row.optionalDouble("score"),
      rowsPassed: row.optionalInt("rows_passed"), rowsFailed: row.optionalInt("rows_failed"), rules: rules)
    return QualityRecord(
      id: id, execution: ExecutionID(row.text("execution")), at: row.moment("at"), quality: quality)
  }
}

extension RuleOutcome {
  init(_ row: StoredRow) throws {
    self.init(
      rule: row.text("rule"), status: try row.value("status"), value: row.optionalDouble("value"),
      valueText: row.optionalText("value_text"), message: row.text("message"))
  }
}

extension RulePoint {
  init(_ row: StoredRow) throws {
    self.init(
      execution: ExecutionID(row.text("execution")),
      at: row.moment("at"),
      status: try row.value("status"),
      value: row.optionalDouble("value"))
  }
}

extension ScorePoint {
  init(_ row: StoredRow) {
    self.init(
      id: row.int("id"),
      execution: ExecutionID(row.text("execution")),
      at: row.moment("at"),
      score: row.optionalDouble("score"))
  }
}
