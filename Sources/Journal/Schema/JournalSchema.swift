import GRDB
import Ledger

/// The journal's tables, as a list of migrations. `PRAGMA user_version` counts the applied ones.
///
/// GRDB's `DatabaseMigrator` is not used: it looks up what is applied outside the transaction that applies it, and two
/// processes that open a new journal at the same moment would both create the tables.
enum JournalSchema {
  static let migrations = [
    Self.first, Self.order, Self.manifest, Self.decision, Self.values, Self.schedules, Self.rollup, Self.alarms,
    Self.withdrawal, Self.events, Self.workflows, Self.drops, Self.definitions, Self.backfills,
  ]

  /// Brings the file to the newest schema, in one transaction, whoever else tries the same.
  static func prepare(_ db: Database, path: String) throws {
    if try check(db, path: path) == migrations.count { return }
    try db.inTransaction(.immediate) {
      // Asked again under the lock: another process may have migrated in between.
      let applied = try check(db, path: path)
      for migration in migrations[applied...] { try db.execute(sql: migration) }
      try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
      try db.execute(sql: "PRAGMA application_id = \(JournalFile.applicationID)")
      return .commit
    }
  }

  /// The number of migrations applied so far; throws for another program's database and for a newer schema.
  static func check(_ db: Database, path: String) throws -> Int {
    let applied = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    guard mark == JournalFile.applicationID || tables == 0 else { throw JournalError.notAJournal(path: path) }
    guard applied <= migrations.count else {
      throw JournalError.newerSchema(path: path, found: applied, supported: migrations.count)
    }
    return applied
  }
}
