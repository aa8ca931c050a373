import Clocks
import Foundation
import Ledger
import TestSupport
import Testing
import Words

@testable import Journal

@Suite("Somebody who only looks at a journal")
struct LookingTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("state/journal.sqlite") }

  init() throws { folder = try TemporaryFolder() }

  private func look() throws -> Journal { try Journal(lookingAt: path, clock: SystemClock()) }

  @Test("finds an empty one where there is none, makes none, and is told when there is one")
  func none() throws {
    let reader = try look()
    #expect(try reader.executions().isEmpty)
    #expect(try reader.dataVersion() == reader.dataVersion())
    #expect(!FileManager.default.fileExists(atPath: folder.path("state")))
    _ = try Journal(path: path, clock: SystemClock())
    #expect(throws: JournalError.replaced(path: path)) { try reader.dataVersion() }
  }

  @Test("sees what others write meanwhile")
  func beside() throws {
    let writer = try Journal(path: path, clock: SystemClock())
    let reader = try look()
    let id = try writer.createExecution(.init(pipeline: "p", environment: "dev", trigger: .manual)).id
    #expect(try reader.execution(id) != nil)
    #expect(throws: JournalError.self) { try reader.finishExecution(id, as: .failed) }
  }

  @Test("reads one of an earlier schema, and leaves it as it is")
  func earlier() throws {
    let writer = try Journal(path: path, clock: SystemClock())
    let id = try writer.createExecution(.init(pipeline: "p", environment: "dev", trigger: .manual)).id
    try writer.pool.writeWithoutTransaction { db in
      try db.execute(sql: "DROP INDEX execution_by_key")
      try db.execute(sql: "ALTER TABLE execution DROP COLUMN idempotency_key")
      try db.execute(sql: "DROP INDEX execution_by_definitions")
      for column in ["revision", "definitions"] {
        try db.execute(sql: "ALTER TABLE execution DROP COLUMN \(column)")
      }
      for table in [
        "manifest", "manifest_state", "statistic_set", "alarm", "alarm_history", "schedule",
        "schedule_fire", "scheduler", "event", "workflow_input", "workflow",
        "definition_set", "definition_file", "backfill_day", "backfill",
      ] {
        try db.execute(sql: "DROP TABLE \(table)")
      }
      try db.execute(
        sql: """
          CREATE TABLE manifest (sequence INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, name TEXT NOT NULL,
            stored_path TEXT NOT NULL, status TEXT NOT NULL) STRICT
          """)
      try db.execute(sql: "PRAGMA user_version = 2")
    }
    try writer.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let reader = try look()
    #expect(try reader.execution(id) != nil)
    #expect(try reader.manifestState(of: "orders") == nil)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("is told of the lost executions and ends none")
  func lost() throws {
    let writer = try Journal(path: path, clock: SystemClock())
    let id = try writer.createExecution(
      .init(pipeline: "p", environment: "dev", trigger: .manual, worker: Worker(pid: 1, start: "no"))
    ).id
    #expect(try look().lost(heartbeatTimeout: 10) { _ in .dead }.keys.sorted() == [id])
    #expect(try writer.execution(id)?.status == .running)
  }
}
