import Clocks
import Foundation
import JSON
import Ledger
import Testing

@testable import Journal

@Suite struct ConcurrencyTests {
  let fixture: JournalFixture

  init() throws { fixture = try JournalFixture() }

  @Test("writers with connections of their own all succeed and lose nothing")
  func manyWriters() throws {
    let (writers, rounds) = (8, 40)
    let ids = try (0..<writers).map { try fixture.execution("p\($0)", steps: ["silver.t\($0)"]) }
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: writers) { writer in
      failures.catching {
        let journal = try fixture.another()
        for round in 0..<rounds {
          try journal.append([NewLogLine(execution: ids[writer], level: .info, message: "\(round)")])
          try journal.recordManifest(fixture.manifest("\(writer)-\(round).csv"))
          try journal.commitStep(
            StepCommit(
              execution: ids[writer], step: "silver.t\(writer)",
              bookmark: BookmarkMove(table: "silver.t\(writer)", batch: Int64(round + 1), value: ["n": .int(round)])))
          _ = try journal.executions()
        }
      }
    }
    #expect(failures.all.isEmpty)
    for id in ids {
      #expect(try fixture.journal.logs(.init(execution: id)).map(\.message) == (0..<rounds).map(String.init))
    }
    #expect(try fixture.journal.manifestTotals(of: "orders").files == Int64(writers * rounds))
    #expect(try fixture.journal.bookmarks().map(\.batch) == Array(repeating: Int64(rounds), count: writers))
  }

  @Test("a file that several workers load at once is loaded by one")
  func sameFile() throws {
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      failures.catching {
        let journal = try fixture.another()
        for name in 0..<20 { try journal.recordManifest(fixture.manifest("\(name).csv")) }
      }
    }
    #expect(failures.all.isEmpty)
    #expect(try fixture.journal.manifests(of: "orders").count == 20)
  }

  @Test("what a killed writer had not committed is not there, though part of it had reached the disk")
  func killedWriter() throws {
    let id = try fixture.execution()
    let (path, copy) = (fixture.journal.path, fixture.folder.path("killed.sqlite"))
    try fixture.journal.pool.writeWithoutTransaction { db in
      // A tiny cache makes SQLite write pages to the WAL before the commit.
      try db.execute(sql: "PRAGMA cache_size = 2")
      try db.execute(sql: "BEGIN IMMEDIATE")
      try db.execute(sql: "UPDATE execution SET status = 'SUCCEEDED'")
      let before = try size(path + "-wal")
      for _ in 0..<100 {
        try db.execute(sql: "INSERT INTO log (execution, at, level, message) VALUES ('x', 1, 1, hex(zeroblob(4000)))")
      }
      #expect(try size(path + "-wal") > before)
      // The files at this moment are what a kill leaves; the shared memory is made anew.
      for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix) }
      try db.execute(sql: "ROLLBACK")
    }
    let found = try Journal(path: copy, clock: fixture.clock)
    #expect(try found.execution(id)?.status == .running)
    #expect(try found.logs(.init()).isEmpty)
    #expect(try found.finishExecution(id, as: .succeeded))
  }

  @Test("a reader does not wait for a writer in the middle of a transaction")
  func readersDoNotWait() throws {
    let id = try fixture.execution()
    let reader = try fixture.another()
    try fixture.journal.pool.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      try db.execute(sql: "UPDATE execution SET status = 'SUCCEEDED'")
      #expect(try reader.execution(id)?.status == .running)
      try db.execute(sql: "COMMIT")
    }
    #expect(try reader.execution(id)?.status == .succeeded)
  }

  @Test("a writer waits for a lock held elsewhere instead of failing")
  func writersWait() throws {
    let id = try fixture.execution()
    let holder = try fixture.another()
    let (held, release, failures) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), Failures())
    let holding = Thread {
      failures.catching {
        try holder.pool.writeWithoutTransaction { db in
          try db.execute(sql: "BEGIN IMMEDIATE")
          held.signal()
          release.wait()
          try db.execute(sql: "COMMIT")
        }
      }
    }
    holding.start()
    held.wait()
    DispatchQueue.global().async { release.signal() }
    #expect(try fixture.journal.finishExecution(id, as: .succeeded))
    #expect(failures.all.isEmpty)
  }

  @Test("a lock conflict is tried again, a bounded number of times, and then told plainly", arguments: [0, 11, 12])
  func retries(conflicts: Int) throws {
    let (waiting, holder) = (fixture.journal, try fixture.another())
    try waiting.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 0") }
    var pauses = 0
    try holder.pool.writeWithoutTransaction { holding in
      try holding.execute(sql: "BEGIN IMMEDIATE")
      if conflicts == 0 { try holding.execute(sql: "COMMIT") }
      func attempt() throws(JournalError) {
        try LockRetry.run(path: "p") { _ in
          pauses += 1
          if pauses == conflicts { #expect(throws: Never.self) { try holding.execute(sql: "COMMIT") } }
        } _: {
          try waiting.pool.write { try $0.execute(sql: "DELETE FROM log") }
        }
      }
      if conflicts < LockRetry.attempts {
        try attempt()
      } else {
        #expect(throws: JournalError.busy(path: "p")) { try attempt() }
        try holding.execute(sql: "COMMIT")
      }
    }
    #expect(pauses == min(conflicts, LockRetry.attempts - 1))
  }

  private func size(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
  }
}
