import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  package func lineage(of table: String, version: Int64) throws(JournalError) -> LineageRecord? {
    try read { db in
      try row(db, "SELECT * FROM lineage WHERE table_name = ? AND version = ?", [table, version])
        .map(LineageRecord.init)
    }
  }

  package func lineage(of table: String, before: Int64? = nil, limit: Int = 100) throws(JournalError)
    -> [LineageRecord]
  {
    try read { db in
      try rows(
        db, "SELECT * FROM lineage WHERE table_name = ? AND version < ? ORDER BY version DESC LIMIT ?",
        [table, before ?? .max, PageLimit.rows(limit)]
      ).map(LineageRecord.init)
    }
  }

  package func lineage(of execution: ExecutionID) throws(JournalError) -> [LineageRecord] {
    try read { db in
      try rows(db, "SELECT * FROM lineage WHERE execution = ? ORDER BY table_name, version", [execution.rawValue])
        .map(LineageRecord.init)
    }
  }

  /// False when this version of this execution is already recorded. The same version of another execution means that the
  /// table was removed and made anew; the new one counts.
  func insert(_ new: NewLineage, _ execution: ExecutionID, at now: Date, _ db: Database) throws -> Bool {
    try db.execute(
      sql: """
        INSERT INTO lineage (table_name, version, execution, at, inputs, details) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (table_name, version) DO UPDATE SET execution = excluded.execution, at = excluded.at,
          inputs = excluded.inputs, details = excluded.details WHERE execution <> excluded.execution
        """,
      arguments: [
        new.table, new.version, execution.rawValue, now.milliseconds, JSONValue.object(new.inputs).text,
        new.details.text,
      ])
    return db.changesCount == 1
  }
}

extension LineageRecord {
  init(_ row: StoredRow) throws {
    self.init(
      table: row.text("table_name"),
      version: row.int("version"),
      execution: ExecutionID(row.text("execution")),
      at: row.moment("at"),
      inputs: try row.object("inputs"),
      details: try row.json("details"))
  }
}
