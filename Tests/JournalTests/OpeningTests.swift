import Clocks
import Foundation
import Ledger
import TestSupport
import Testing
import Words

@testable import Journal

@Suite struct OpeningTests {
  let folder: TemporaryFolder
  var path: String { folder.path("a/b c/journal.sqlite") }

  init() throws { folder = try TemporaryFolder() }

  func open(readOnly: Bool = false) throws -> Journal {
    try Journal(path: path, clock: SystemClock(), readOnly: readOnly)
  }

  @Test("opening makes the folders, the file and the tables; opening again keeps what is there")
  func migratesFromNothing() throws {
    let first = try open()
    let id = try first.createExecution(.init(pipeline: "p", environment: "dev", trigger: .manual)).id
    try first.close()
    #expect(try open().execution(id)?.pipeline == "p")
  }

  @Test("an empty file becomes a journal")
  func emptyFile() throws {
    try folder.write("", to: "a/b c/journal.sqlite")
    #expect(try open().executions().isEmpty)
  }

  @Test("many that open a new journal at the same moment all succeed")
  func openTogether() throws {
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 12) { _ in
      failures.catching { _ = try open().createExecution(.init(pipeline: "p", environment: "d", trigger: .other("t"))) }
    }
    #expect(failures.all.isEmpty)
    #expect(try open().executions().count == 12)
  }

  @Test("a newer schema is refused, for writing and for reading")
  func newerSchema() throws {
    let journal = try open()
    try journal.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
    try journal.close()
    let expected = JournalError.newerSchema(path: path, found: 99, supported: JournalSchema.migrations.count)
    #expect(throws: expected) { try open() }
    #expect(throws: expected) { try open(readOnly: true) }
  }

  @Test("a file that is no database is refused and left as it is", arguments: ["just some text", "SQLite format 3\0"])
  func notADatabase(text: String) throws {
    try folder.write(text, to: "a/b c/journal.sqlite")
    #expect(throws: JournalError.notADatabase(path: path)) { try open() }
    #expect(throws: JournalError.notADatabase(path: path)) { try open(readOnly: true) }
    #expect(try folder.read("a/b c/journal.sqlite") == text)
  }

  @Test("another program's database is refused and left as it is", arguments: [0, 7])
  func notAJournal(applicationID: Int) throws {
    let journal = try open()
    try journal.pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
    }
    try journal.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: JournalError.notAJournal(path: path)) { try open() }
    #expect(throws: JournalError.notAJournal(path: path)) { try open(readOnly: true) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("a journal that is not there cannot be read, and is not made by trying")
  func missing() throws {
    #expect(throws: JournalError.missing(path: path)) { try open(readOnly: true) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("a folder that cannot be made is named with the reason")
  func unwritable() throws {
    let blocked = try folder.write("a file", to: "file") + "/journal.sqlite"
    let error = #expect(throws: JournalError.self) { try Journal(path: blocked, clock: SystemClock()) }
    guard case .notWritable(blocked, _) = error else {
      Issue.record("unexpected: \(String(describing: error))")
      return
    }
  }

  @Test("a read-only journal shows the newest commits and refuses to write")
  func readOnly() throws {
    let writer = try open()
    let reader = try open(readOnly: true)
    let id = try writer.createExecution(.init(pipeline: "p", environment: "dev", trigger: .manual)).id
    #expect(try reader.execution(id) != nil)
    #expect(throws: JournalError.self) { try reader.finishExecution(id, as: .failed) }
  }

  @Test(
    "a journal in a folder that allows no writing can still be read",
    .enabled(if: geteuid() != 0, "root may write everywhere; run it as somebody else"))
  func readOnlyFolder() throws {
    let writer = try open()
    let id = try writer.createExecution(.init(pipeline: "p", environment: "dev", trigger: .manual)).id
    try writer.close()
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
    defer {
      #expect(throws: Never.self) {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
      }
    }
    let reader = try open(readOnly: true)
    #expect(try reader.execution(id) != nil)
    #expect(try reader.dataVersion() == reader.dataVersion())
    #expect(throws: JournalError.self) { try open() }
  }

  @Test("a journal whose file was removed or replaced says so instead of telling old news", arguments: [false, true])
  func replaced(another: Bool) throws {
    let journal = try open()
    _ = try journal.dataVersion()
    try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
    if another { try open().close() }
    #expect(throws: JournalError.replaced(path: path)) { try journal.dataVersion() }
  }

  @Test("the change number moves with any connection's commit, and only then")
  func dataVersion() throws {
    let (mine, theirs) = (try open(), try open())
    let id = try theirs.createExecution(.init(pipeline: "p", environment: "dev", trigger: .manual)).id
    let first = try mine.dataVersion()
    #expect(try mine.dataVersion() == first)
    try theirs.requestStop(id)
    let second = try mine.dataVersion()
    #expect(second != first)
    try mine.append([NewLogLine(execution: id, level: .info, message: "x")])
    #expect(try mine.dataVersion() != second)
  }

  @Test("a full disk is told as such, and the journal goes on when there is room again")
  func fullDisk() throws {
    let journal = try open()
    func limitPages(_ count: Int) throws {
      try journal.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
    }
    try limitPages(1)
    let line = NewLogLine(execution: ExecutionID("x"), level: .info, message: String(repeating: "x", count: 10_000))
    #expect(throws: JournalError.diskFull(path: path)) { try journal.append(Array(repeating: line, count: 100)) }
    try limitPages(1_000_000)
    try journal.append([line])
    #expect(try journal.logs(.init()).count == 1)
  }
}
