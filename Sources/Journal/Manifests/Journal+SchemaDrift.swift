import Foundation
import GRDB
import Ledger
import Words

extension Journal {
  package func schemaDrift(of source: String? = nil, before: Int64? = nil, limit: Int = 100) throws(JournalError)
    -> [SchemaDriftRecord]
  {
    var conditions = Conditions()
    conditions.add("source = ?", source)
    conditions.add("id < ?", before)
    let sql = "SELECT * FROM schema_drift \(conditions.clause) ORDER BY id DESC LIMIT \(PageLimit.rows(limit))"
    return try read { db in try rows(db, sql, conditions.arguments).map(SchemaDriftRecord.init) }
  }

  func insert(_ drift: [NewSchemaDrift], _ execution: ExecutionID?, at now: Date, _ db: Database) throws {
    for one in drift {
      try db.execute(
        sql: """
          INSERT INTO schema_drift (source, kind, column_name, file, reaction, declared, found, at, execution)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          one.source, one.kind.rawValue, one.column, one.file, one.reaction.rawValue, one.declared, one.found,
          now.milliseconds, execution?.rawValue,
        ])
    }
  }
}

extension SchemaDriftRecord {
  init(_ row: StoredRow) throws {
    self.init(
      id: row.int("id"),
      drift: NewSchemaDrift(
        source: row.text("source"), kind: try row.value("kind"), column: row.text("column_name"),
        file: row.text("file"), reaction: try row.value("reaction"), declared: row.optionalText("declared"),
        found: row.optionalText("found")),
      at: row.moment("at"),
      execution: row.optionalExecution("execution"))
  }
}
