import Foundation
import GRDB
import JSON
import Ledger
import Words

extension Journal {
  package func keepDefinitions(_ kept: KeptDefinitions, of execution: ExecutionID) throws(JournalError) {
    try write(.process) { db in
      _ = try existing(execution, db)
      let files = JSONObject(kept.files.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.hash)) })
      try db.execute(
        sql: "INSERT OR IGNORE INTO definition_set (hash, files) VALUES (?, ?)",
        arguments: [kept.hash, JSONValue.object(files).text])
      if db.changesCount > 0 {
        for file in kept.files.values {
          guard let text = file.text else { continue }
          try db.execute(
            sql: "INSERT OR IGNORE INTO definition_file (hash, content) VALUES (?, ?)", arguments: [file.hash, text])
        }
      }
      try db.execute(
        sql: "UPDATE execution SET revision = ?, definitions = ? WHERE id = ?",
        arguments: [kept.revision, kept.hash, execution.rawValue])
    }
  }

  package func definitionHashes(of execution: ExecutionID) throws(JournalError) -> [String: String]? {
    try read { db in try hashes(of: execution, db) }
  }

  package func definitionTexts(of execution: ExecutionID) throws(JournalError) -> [String: String]? {
    try read { db in
      guard let hashes = try hashes(of: execution, db) else { return nil }
      let query = try db.cachedStatement(sql: "SELECT content FROM definition_file WHERE hash = ?")
      return try hashes.compactMapValues { try String.fetchOne(query, arguments: [$0]) }
    }
  }

  private func hashes(of execution: ExecutionID, _ db: Database) throws -> [String: String]? {
    let sql = """
      SELECT files FROM definition_set JOIN execution ON execution.definitions = definition_set.hash
      WHERE execution.id = ?
      """
    guard let found = try row(db, sql, [execution.rawValue]) else { return nil }
    let object = try found.object("files")
    return Dictionary(object.entries.map { ($0.key, $0.value.stringValue ?? "") }) { first, _ in first }
  }

  /// What no execution ran any more, once those that did are gone.
  func pruneDefinitions() throws(JournalError) {
    try write(.process) { db in
      try db.execute(
        sql: """
          DELETE FROM definition_set WHERE hash NOT IN (
            SELECT definitions FROM execution WHERE definitions IS NOT NULL)
          """)
      guard db.changesCount > 0 else { return }
      try db.execute(
        sql: """
          DELETE FROM definition_file WHERE hash NOT IN (
            SELECT json_each.value FROM definition_set, json_each(definition_set.files))
          """)
    }
  }
}
