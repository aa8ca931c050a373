import GRDB
import Ledger

/// What a commit must survive.
enum Durability {
  /// The death of the process: enough for progress, heartbeats, logs and metrics.
  case process
  /// The loss of power as well: for what a table's content depends on. It costs one fsync.
  case power

  fileprivate var pragma: String {
    switch self {
    case .process: "PRAGMA synchronous = NORMAL"
    case .power: "PRAGMA synchronous = FULL"
    }
  }
}

extension Journal {
  /// Runs the body in one IMMEDIATE transaction. It may run more than once, so it must change nothing but the database.
  func write<Result>(_ durability: Durability, _ body: (Database) throws -> Result) throws(JournalError) -> Result {
    do {
      return try LockRetry.run(path: path) {
        try pool.writeWithoutTransaction { db in try Self.transact(durability, path, db, body) }
      }
    } catch { throw explained(error) }
  }

  private static func transact<Result>(
    _ durability: Durability, _ path: String, _ db: Database, _ body: (Database) throws -> Result
  ) throws -> Result {
    // SQLite ignores the setting inside a transaction.
    try db.execute(sql: durability.pragma)
    var result: Result?
    try db.inTransaction(.immediate) {
      result = try body(db)
      return .commit
    }
    guard let result else { throw JournalError.sqlite(path: path, code: 0, message: "the transaction did not run") }
    return result
  }

  /// Runs the body on a snapshot of the last committed state.
  func read<Result>(_ body: (Database) throws -> Result) throws(JournalError) -> Result {
    do { return try LockRetry.run(path: path) { try pool.read(body) } } catch { throw explained(error) }
  }
}
