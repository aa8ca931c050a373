import Clocks
import Foundation
import JSON
import Storage
import StorageSupport
import TestSupport
import Testing

@testable import DeltaLog

/// The same log on a store that is no file system: what S3 will be.
@Suite("A Delta log on another store")
struct LogInMemoryTests {
  private let store = MemoryStore(now: { Fixture.noon })
  private let path = "bucket/silver/orders"

  private var table: DeltaTable {
    DeltaTable(path: path, checkpoints: StoredCheckpoints(store: store), clock: FixedClock(Fixture.noon), store: store)
  }

  /// Checkpoints as JSON lines in the store.
  private struct StoredCheckpoints: CheckpointFormat {
    let store: MemoryStore

    func read(path: String) throws -> [JSONValue] {
      try String(decoding: try store.read(path), as: UTF8.self).split(separator: "\n")
        .map { try JSONValue(parsing: String($0)) }
    }

    func write(actions: [JSONValue], path: String) throws {
      store.put(Array((actions.map(\.text).joined(separator: "\n") + "\n").utf8), at: path)
    }
  }

  @Test("is committed to, read back and travelled in")
  func commits() throws {
    #expect(try table.snapshot() == nil)
    for name in ["a", "b", "c"] { try table.commit(Fixture.append(name), after: try table.snapshot()) }
    #expect(try table.snapshot()?.files.map(\.path) == ["a", "b", "c"])
    #expect(try table.snapshot(version: 1).files.map(\.path) == ["a", "b"])
    #expect(try table.history(limit: 2).map(\.version) == [2, 1])
    #expect(store.paths == (0...2).map { path + "/_delta_log/" + LogFileName.commitName($0) })
  }

  @Test("has one winner of a version")
  func conflict() throws {
    try table.commit(Fixture.append("a"), after: nil)
    let base = try table.snapshot()
    try table.commit(Fixture.append("b"), after: base)
    let error = #expect(throws: DeltaError.self) { try table.commit(Fixture.append("c"), after: base) }
    guard case .conflict(_, let winner)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(winner.version == 1 && winner.adds.map(\.path) == ["b"])
    #expect(try table.snapshot()?.files.map(\.path) == ["a", "b"])
  }

  @Test("is read from a checkpoint, also when the commits before it are gone")
  func checkpoint() throws {
    for index in 0..<12 { try table.commit(Fixture.append("f\(index)"), after: try table.snapshot()) }
    #expect(try table.checkpointIfDue(every: 10) == 11)
    for version in 0...10 { store.remove(path + "/_delta_log/" + LogFileName.commitName(Int64(version))) }
    #expect(try table.snapshot()?.files.count == 12)
    #expect(store.paths.contains(path + "/_delta_log/_last_checkpoint"))
    #expect(!store.paths.contains { $0.hasSuffix(".tmp") })
  }

  @Test("says which version is missing")
  func gap() throws {
    for name in ["a", "b", "c"] { try table.commit(Fixture.append(name), after: try table.snapshot()) }
    store.remove(path + "/_delta_log/" + LogFileName.commitName(1))
    #expect(throws: DeltaError.gap(table: path, missing: 1, newest: 2)) { try table.snapshot() }
  }
}
