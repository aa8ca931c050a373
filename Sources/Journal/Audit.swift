import Foundation
import GRDB
import JSON

/// Something a person or a schedule did to this environment.
package struct NewAudit: Sendable, Hashable {
  package var actor: String
  /// A verb with its object: `run`, `stop`, `bookmark reset`.
  package var action: String
  /// What it was done to: a table, an execution, a pipeline.
  package var target: String
  /// Values under a key that names a secret are masked before they are stored.
  package var arguments: JSONObject

  package init(actor: String, action: String, target: String, arguments: JSONObject = [:]) {
    self.actor = actor
    self.action = action
    self.target = target
    self.arguments = arguments
  }
}

package struct AuditRecord: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let at: Date
  package let actor: String
  package let action: String
  package let target: String
  package let arguments: JSONObject
}

extension Journal {
  package func recordAudit(_ new: NewAudit) throws(JournalError) {
    let now = clock.now()
    try write(.power) { db in try insert(new, at: now, db) }
  }

  /// Newest first, of one target or of all; `before` is the id of the last one of a page.
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
    id = row.int("id")
    at = row.moment("at")
    actor = row.text("actor")
    action = row.text("action")
    target = row.text("target")
    arguments = try row.object("arguments")
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
