import Foundation
import GRDB
import JSON
import Ledger

extension Journal {
  package func recordAudit(_ new: NewAudit) throws(JournalError) {
    let now = clock.now()
    try write(.power) { db in try insert(new, at: now, db) }
  }

  package func audit(target: String? = nil, before: Int64? = nil, limit: Int = 100) throws(JournalError)
    -> [AuditRecord]
  {
    var conditions = Conditions()
    conditions.add("target = ?", target)
    conditions.add("id < ?", before)
    let sql = "SELECT * FROM audit \(conditions.clause) ORDER BY id DESC LIMIT \(PageLimit.rows(limit))"
    return try read { db in try rows(db, sql, conditions.arguments).map(AuditRecord.init) }
  }

  func insert(_ new: NewAudit, at now: Date, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO audit (at, actor, action, target, arguments) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        now.milliseconds, new.actor, new.action, new.target, JSONValue.object(new.arguments).maskingSecrets.text,
      ])
  }
}

extension AuditRecord {
  init(_ row: StoredRow) throws {
    self.init(
      id: row.int("id"),
      at: row.moment("at"),
      actor: row.text("actor"),
      action: row.text("action"),
      target: row.text("target"),
      arguments: try row.object("arguments"))
  }
}

extension JSONValue {
  private static let secretWords = ["secret", "password", "passphrase", "token", "credential", "salt"]

  /// The value with everything under a key that names a secret replaced by `***`.
  var maskingSecrets: JSONValue {
    switch self {
    case .array(let items): .array(items.map(\.maskingSecrets))
    case .object(let object):
      .object(
        JSONObject(
          object.entries.map { key, value in
            let isSecret = Self.secretWords.contains { key.lowercased().contains($0) }
            return (key, isSecret ? "***" : value.maskingSecrets)
          }))
    case .null, .bool, .number, .string: self
    }
  }
}
