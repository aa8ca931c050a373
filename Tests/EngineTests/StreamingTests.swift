import Engine
import Foundation
import Rows
import Synchronization
import TestSupport
import Testing

@Suite
struct StreamingTests {
  private struct Enough: Error {}

  @Test("a result streams in order and in small pieces") func aResultStreamsInOrderAndInSmallPieces() throws {
    let connection = try InstalledEngine.connection()
    var next: Int64 = 0
    try connection.forEachChunk("SELECT i, 'row ' || i FROM range($1) t(i)", [.int(100_000)]) { chunk in
      #expect(chunk.rowCount <= 2048)
      for row in 0..<chunk.rowCount {
        if chunk.value(row: row, column: 0) != .int(next) { throw Enough() }
        let matches = chunk.withBytes(row: row, column: 1) { $0.map { $0.elementsEqual("row \(next)".utf8) } ?? false }
        if !matches { throw Enough() }
        next += 1
      }
    }
    #expect(next == 100_000)
  }

  @Test("memory does not grow with a streamed result") func memoryDoesNotGrowWithAStreamedResult() throws {
    let connection = try InstalledEngine.connection(EngineOptions(memoryLimit: "100MB", threads: 2))
    var rows = 0
    try connection.forEachChunk("SELECT repeat('x', 1000) || i FROM range(1000000) t(i)") { rows += $0.rowCount }
    #expect(rows == 1_000_000)
  }

  @Test("an error of the closure ends the query and the connection goes on")
  func anErrorOfTheClosureEndsTheQueryAndTheConnectionGoesOn() throws {
    let connection = try InstalledEngine.connection()
    #expect(throws: Enough.self) {
      try connection.forEachChunk("SELECT i FROM range(10000000) t(i)") { _ in throw Enough() }
    }
    #expect(try connection.query("SELECT 1").scalar == .int(1))
  }

  @Test("an error in the middle of a stream is thrown, not taken for its end")
  func anErrorInTheMiddleOfAStreamIsThrownNotTakenForItsEnd() throws {
    let connection = try InstalledEngine.connection(EngineOptions(threads: 1))
    let failed = failure {
      try connection.forEachChunk("SELECT CASE WHEN i = 900000 THEN 'x' ELSE '1' END::INTEGER FROM range(1000000) t(i)")
      { _ in }
    }
    #expect(failed?.kind == .conversion)
  }

  @Test("a second use at the same time is refused") func aSecondUseAtTheSameTimeIsRefused() throws {
    let connection = try InstalledEngine.connection()
    try connection.forEachChunk("SELECT 1") { _ in
      #expect(throws: EngineError.connectionInUse) { _ = try connection.query("SELECT 2") }
    }
  }

  @Test("another thread interrupts a running statement") func anotherThreadInterruptsARunningStatement() throws {
    let connection = try InstalledEngine.connection()
    let isDone = Atomic<Bool>(false)
    let thread = Thread {
      // Pressed again and again, because an interrupt before the statement started is rightly forgotten.
      while !isDone.load(ordering: .acquiring) { connection.interrupt() }
    }
    thread.start()
    let failed = failure { _ = try connection.query("SELECT count(*) FROM range(100000000000) a(i) WHERE hash(i) = 1") }
    isDone.store(true, ordering: .releasing)
    #expect(failed?.kind == .interrupted)
    while !thread.isFinished {}
    #expect(try connection.query("SELECT 1").scalar == .int(1))
  }

  @Test("progress grows while a statement runs and is unknown before")
  func progressGrowsWhileAStatementRunsAndIsUnknownBefore() throws {
    let connection = try InstalledEngine.connection(EngineOptions(threads: 1, tracksProgress: true))
    #expect(connection.progress() == nil)
    try connection.execute("CREATE TABLE t AS SELECT i FROM range(2000000) t(i)")
    let seen = Mutex<Set<Double>>([])
    let isDone = Atomic<Bool>(false)
    let thread = Thread {
      while !isDone.load(ordering: .acquiring) {
        guard let progress = connection.progress() else { continue }
        seen.withLock { _ = $0.insert(progress) }
      }
    }
    thread.start()
    _ = try connection.query("SELECT sum(hash(i::VARCHAR || repeat('x', 100))) FROM t")
    isDone.store(true, ordering: .releasing)
    while !thread.isFinished {}
    #expect(seen.withLock { $0.allSatisfy { (0...1).contains($0) } && $0.contains { $0 > 0 } })
  }

  @Test("COPY tells the statistics of each file it wrote") func copyTellsTheStatisticsOfEachFileItWrote() throws {
    let folder = try TemporaryFolder()
    let connection = try InstalledEngine.connection(EngineOptions(threads: 1, allowedDirectories: [folder.path]))
    let result = try connection.query(
      "COPY (SELECT i AS id, 'n' || i AS name, NULL::INTEGER AS none FROM range(10) t(i)) TO '\(folder.path)/t.parquet' (FORMAT parquet, RETURN_STATS)"
    )
    #expect(result.values(of: "count") == [.int(10)])
    #expect(result.values(of: "filename") == [.text(folder.path("t.parquet"))])
    let statistics = try #require(result.values(of: "column_statistics")?.first)
    let id = try #require(statistics["\"id\""])
    #expect(id["min"] == .text("0"))
    #expect(id["max"] == .text("9"))
    #expect(statistics["\"none\""]?["null_count"] == .text("10"))
  }

  @Test("connections work at once on threads of their own") func connectionsWorkAtOnceOnThreadsOfTheirOwn() throws {
    let database = try InstalledEngine.database()
    let sums = Mutex<[Value]>([])
    let threads = (0..<4).map { _ in
      Thread {
        for _ in 0..<10 {
          // A failure shows as a missing sum.
          guard let sum = try? database.connect().query("SELECT sum(i) FROM range(1000) t(i)").scalar else { continue }
          sums.withLock { $0.append(sum) }
        }
      }
    }
    threads.forEach { $0.start() }
    while !threads.allSatisfy(\.isFinished) {}
    #expect(sums.withLock { $0 } == Array(repeating: .exact("499500"), count: 40))
  }
}
