import Foundation
import GRDB
import Words

package enum SchemaDriftKind: String, Sendable, Hashable, CaseIterable {
  case new, missing, retyped
}

/// What a source's setting says to do about a changed column.
package enum SchemaDriftReaction: String, Sendable, Hashable, CaseIterable {
  case accept, warn, fail
}

/// A file whose columns are not the declared ones.
package struct NewSchemaDrift: Sendable, Hashable {
  package var source: String
  package var kind: SchemaDriftKind
  package var column: String
  package var file: String
  package var reaction: SchemaDriftReaction
  /// The declared and the found type of a retyped column.
  package var declared: String?
  package var found: String?

  package init(
    source: String, kind: SchemaDriftKind, column: String, file: String, reaction: SchemaDriftReaction,
    declared: String? = nil, found: String? = nil
  ) {
    self.source = source
    self.kind = kind
    self.column = column
    self.file = file
    self.reaction = reaction
    self.declared = declared
    self.found = found
  }
}

package struct SchemaDriftRecord: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let drift: NewSchemaDrift
  package let at: Date
  package let execution: ExecutionID?
}

extension Journal {
  package func recordDrift(_ drift: [NewSchemaDrift], execution: ExecutionID?) throws(JournalError) {
    let now = clock.now()
    try write(.power) { db in try insert(drift, execution, at: now, db) }
  }

  /// Newest first, of one source or of all; `before` is the id of the last one of a page.
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
    id = row.int("id")
    drift = NewSchemaDrift(
      source: row.text("source"), kind: try row.value("kind"), column: row.text("column_name"),
      file: row.text("file"), reaction: try row.value("reaction"), declared: row.optionalText("declared"),
      found: row.optionalText("found"))
    at = row.moment("at")
    execution = row.optionalExecution("execution")
  }
}
