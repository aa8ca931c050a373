import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  package func bookmark(of table: String) throws(JournalError) -> Bookmark? {
    try read { db in try stored(bookmark: table, db) }
  }

  package func bookmarks() throws(JournalError) -> [Bookmark] {
    try read { db in try rows(db, "SELECT * FROM bookmark ORDER BY table_name").map(Bookmark.init) }
  }

  package func setBookmark(of table: String, to value: JSONObject, batch: Int64? = nil, by actor: String)
    throws(JournalError)
  {
    let now = clock.now()
    try write(.power) { db in
      let before = try stored(bookmark: table, db)
      try store(
        BookmarkMove(table: table, batch: max(batch ?? 0, before?.batch ?? 0), value: value), nil, at: now, db)
      try insert(
        NewAudit(
          actor: actor, action: value.isEmpty ? "bookmark reset" : "bookmark set", target: table,
          arguments: ["from": .object(before?.value ?? [:]), "to": .object(value)]), at: now, db)
    }
  }

  package func resetBookmark(of table: String, by actor: String) throws(JournalError) {
    try setBookmark(of: table, to: [:], by: actor)
  }

  package func takeOver(_ bookmark: Bookmark) throws(JournalError) {
    try write(.power) { db in
      try store(
        BookmarkMove(table: bookmark.table, batch: bookmark.batch, value: bookmark.value), bookmark.execution,
        at: bookmark.updatedAt, db)
    }
  }

  /// Moves a bookmark forward. A move whose batch is not above the stored one comes late, from a process that was
  /// overtaken, and is left out.
  func apply(_ move: BookmarkMove, _ execution: ExecutionID, at now: Date, _ db: Database) throws {
    if let before = try stored(bookmark: move.table, db), before.batch >= move.batch { return }
    try store(move, execution, at: now, db)
  }

  private func stored(bookmark table: String, _ db: Database) throws -> Bookmark? {
    try row(db, "SELECT * FROM bookmark WHERE table_name = ?", [table]).map(Bookmark.init)
  }

  private func store(_ move: BookmarkMove, _ execution: ExecutionID?, at now: Date, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO bookmark (table_name, batch, value, updated_at, execution) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (table_name) DO UPDATE SET batch = excluded.batch, value = excluded.value,
          updated_at = excluded.updated_at, execution = excluded.execution
        """,
      arguments: [
        move.table, move.batch, JSONValue.object(move.value).text, now.milliseconds, execution?.rawValue,
      ])
  }
}

extension Bookmark {
  init(_ row: StoredRow) throws {
    self.init(
      table: row.text("table_name"),
      batch: row.int("batch"),
      value: try row.object("value"),
      updatedAt: row.moment("updated_at"),
      execution: row.optionalExecution("execution"))
  }
}
