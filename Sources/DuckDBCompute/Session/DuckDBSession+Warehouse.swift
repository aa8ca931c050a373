import Engine
import Foundation
import Lake
import Rows
import Words

extension DuckDBSession {
  package func carryOut(_ work: Warehouse.Work) throws -> Warehouse.Outcome {
    for input in work.inputs { try createWholeView(input) }
    return try WarehouseLock.held {
      try attach(work.warehouse, isReadOnly: false)
      defer { detach() }
      try connection.execute(
        "CREATE TABLE IF NOT EXISTS \(Self.ledger) (id VARCHAR PRIMARY KEY, changed BIGINT[], done_at TIMESTAMP)")
      if let kept = try connection.query("SELECT changed FROM \(Self.ledger) WHERE id = $1", [.text(work.id)]).rows
        .first
      {
        return Self.repeated(kept)
      }
      try connection.execute("BEGIN TRANSACTION")
      do {
        let outcome = try statements(of: work)
        try connection.execute(
          "INSERT INTO \(Self.ledger) SELECT $1, CAST($2 AS BIGINT[]), CAST($3 AS TIMESTAMP)",
          [
            .text(work.id), .text("[\(outcome.changed.map(String.init).joined(separator: ", "))]"),
            .text(workspace.clock.now().formatted(.iso8601)),
          ])
        Failpoint.warehouseChanged.reach(work.id)
        try connection.execute("COMMIT")
        Failpoint.warehouseCommitted.reach(work.id)
        return outcome
      } catch {
        // A transaction that failed is over for the engine already; what failed is what counts.
        _ = try? connection.execute("ROLLBACK")
        throw error
      }
    }
  }

  package func tables(of warehouse: Warehouse) throws -> ResultTable {
    try ask(
      """
      SELECT table_name AS "table", estimated_size AS rows FROM duckdb_tables()
      WHERE database_name = '\(Warehouse.name)' AND table_name <> '\(Warehouse.ledger)' ORDER BY 1
      """, of: warehouse)
  }

  package func ask(_ statement: String, of warehouse: Warehouse) throws -> ResultTable {
    guard FileManager.default.fileExists(atPath: warehouse.path) else {
      throw LakeError(.tableMissing, "the warehouse has no table yet: a script of procedures/ makes them")
    }
    return try WarehouseLock.held {
      try attach(warehouse, isReadOnly: true)
      defer { detach() }
      return try connection.query(statement)
    }
  }

  private static var ledger: String { "\(Warehouse.name).\(Warehouse.ledger)" }

  private static func repeated(_ kept: [Value]) -> Warehouse.Outcome {
    var outcome = Warehouse.Outcome()
    outcome.isRepeated = true
    if case .list(let counts)? = kept.first { outcome.changed = counts.map { Int(clamping: $0.intValue ?? 0) } }
    return outcome
  }

  private func statements(of work: Warehouse.Work) throws -> Warehouse.Outcome {
    var outcome = Warehouse.Outcome()
    for (index, statement) in work.statements.enumerated() {
      if work.asks, index == work.statements.count - 1 {
        outcome.rows = try connection.query(statement)
        outcome.changed.append(0)
      } else {
        outcome.changed.append(try connection.execute(statement))
      }
    }
    return outcome
  }

  /// Another process may have it for as long as its transaction takes.
  private func attach(_ warehouse: Warehouse, isReadOnly: Bool) throws {
    try? FileManager.default.createDirectory(
      atPath: (warehouse.path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let mode = isReadOnly ? " (READ_ONLY)" : ""
    let statement = "ATTACH \(SQLQuote.text(warehouse.path)) AS \(Warehouse.name)\(mode)"
    for attempt in 1... {
      do {
        try connection.execute(statement)
        return
      } catch let error where attempt < 300 && "\(error)".contains("lock") {
        usleep(100_000)
      }
    }
  }

  private func detach() {
    // It is closed with the session otherwise.
    _ = try? connection.execute("DETACH \(Warehouse.name)")
  }
}

/// The system's lock on the file keeps other processes out, and not two engines of one process.
private enum WarehouseLock {
  private static let lock = NSLock()

  static func held<Outcome>(_ work: () throws -> Outcome) rethrows -> Outcome {
    lock.lock()
    defer { lock.unlock() }
    return try work()
  }
}
