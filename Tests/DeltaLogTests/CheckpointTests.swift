import Clocks
import Foundation
import JSON
import TestSupport
import Testing

@testable import DeltaLog

@Suite struct CheckpointTests {
  /// Twelve versions, a checkpoint of the tenth.
  private func checkpointed(_ fixture: Fixture) throws -> DeltaTable {
    let table = try fixture.commit(11)
    let base = try #require(try table.snapshot())
    #expect(try table.checkpoint(base) == 10)
    try table.commit(Fixture.append("late"), after: base)
    return table
  }

  private func removeLog(_ fixture: Fixture, _ versions: Range<Int>) throws {
    for version in versions {
      try FileManager.default.removeItem(atPath: fixture.folder.path(fixture.logFile(version)))
    }
  }

  @Test("a checkpoint stands for the commits before it") func aCheckpointStandsForTheCommitsBeforeIt() throws {
    let fixture = try Fixture()
    let table = try checkpointed(fixture)
    let before = try #require(try table.snapshot())
    try removeLog(fixture, 0..<10)
    let after = try #require(try table.snapshot())
    #expect(after.files.map(\.path) == before.files.map(\.path))
    #expect((after.version, after.schema, after.metadata) == (11, before.schema, before.metadata))
    #expect(try table.snapshot(version: 10).files.count == 11)
    #expect(throws: DeltaError.noSuchVersion(table: table.path, version: 9, oldest: 10, newest: 11)) {
      try table.snapshot(version: 9)
    }
    #expect(throws: DeltaError.noSuchVersion(table: table.path, version: 3, oldest: 10, newest: 11)) {
      try table.commits(after: 2)
    }
    #expect(try table.commits(after: 9).map(\.version) == [10, 11])
    #expect(try table.history().map(\.version) == [11, 10])
  }

  @Test("it holds transactions and tombstones but no commit info")
  func itHoldsTransactionsAndTombstonesButNoCommitInfo() throws {
    let fixture = try Fixture()
    let mark = TransactionVersion(application: "job", version: 7)
    try fixture.table.commit(Fixture.append("a", "b", mark: mark), after: nil)
    let base = try #require(try fixture.table.snapshot())
    let change = DeltaTransaction(removes: [base.files[0]], info: CommitInfo(operation: "DELETE"))
    try fixture.table.commit(change, after: base)
    let snapshot = try #require(try fixture.table.snapshot())
    let kinds = snapshot.checkpointActions(now: Fixture.noon).compactMap { $0.objectValue?.keys.first }
    #expect(kinds == ["protocol", "metaData", "txn", "remove", "add"])
    let weekLater = snapshot.checkpointActions(now: Fixture.noon.addingTimeInterval(8 * 86_400))
    #expect(weekLater.compactMap { $0.objectValue?.keys.first } == ["protocol", "metaData", "txn", "add"])
    #expect(weekLater.last?["add"]?["dataChange"] == false)
    try fixture.table.checkpoint(snapshot)
    #expect(try fixture.table.snapshot()?.transactions == ["job": 7])
  }

  @Test("it is due every ten commits") func itIsDueEveryTenCommits() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(10)
    #expect(try table.checkpointIfDue() == nil)
    try table.commit(Fixture.append("x"), after: try table.snapshot())
    #expect(try table.checkpointIfDue() == 10)
    #expect(try table.checkpointIfDue() == nil)
    #expect(
      try fixture.folder.read("silver/orders/_delta_log/_last_checkpoint").hasPrefix(#"{"version":10,"size":13,"#))
  }

  @Test("the hint is never trusted", arguments: ["", "{\"vers", "{\"version\":999}", "[]", "{\"version\":0}"])
  func theHintIsNeverTrusted(text: String) throws {
    let fixture = try Fixture()
    let table = try checkpointed(fixture)
    try fixture.folder.write(text, to: "silver/orders/_delta_log/_last_checkpoint")
    #expect(try table.snapshot()?.version == 11)
  }

  @Test("an unreadable checkpoint falls back to the commits") func anUnreadableCheckpointFallsBackToTheCommits() throws
  {
    let fixture = try Fixture()
    _ = try checkpointed(fixture)
    let table = DeltaTable(path: fixture.path, checkpoints: BrokenCheckpoints(), clock: fixture.clock)
    #expect(try table.snapshot()?.files.count == 12)
    try removeLog(fixture, 0..<10)
    let file = fixture.logFolder + "/00000000000000000010.checkpoint.parquet"
    #expect(throws: DeltaError.checkpoint(table: table.path, path: file, reason: "Failure()")) { try table.snapshot() }
  }

  @Test("a failed write leaves nothing behind") func aFailedWriteLeavesNothingBehind() throws {
    let fixture = try Fixture()
    try fixture.commit(11)
    let table = DeltaTable(path: fixture.path, checkpoints: BrokenCheckpoints(), clock: fixture.clock)
    #expect(throws: DeltaError.self) { try table.checkpointIfDue() }
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.logFolder)
    #expect(names.allSatisfy { $0.hasSuffix(".json") })
  }

  @Test("a checkpoint in parts counts only whole") func aCheckpointInPartsCountsOnlyWhole() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(6)
    let actions = try #require(try table.snapshot()).checkpointActions(now: Fixture.noon)
    let name = "00000000000000000005.checkpoint.000000000%d.0000000002.parquet"
    let parts = [actions[..<4], actions[4...]]
    func write(_ part: Int) throws {
      let path = fixture.logFolder + "/" + String(format: name, part)
      try LineCheckpoints().write(actions: Array(parts[part - 1]), path: path)
    }
    try write(1)
    #expect(try table.snapshot()?.files.count == 6)
    try removeLog(fixture, 0..<5)
    #expect(throws: DeltaError.gap(table: table.path, missing: 0, newest: 5)) { try table.snapshot() }
    try write(2)
    #expect(try table.snapshot()?.files.count == 6)
  }

  @Test(
    "A checkpoint with a name of its own, or with sidecars, stands for the commits before it",
    arguments: ["3a0d65cd-4056-49b8-937b-95f9e3ee90e5.json", "3a0d65cd-4056-49b8-937b-95f9e3ee90e5.parquet", "parquet"])
  func sidecars(ending: String) throws {
    let fixture = try Fixture()
    let table = try fixture.commit(5)
    let before = try #require(try table.snapshot())
    let actions = try table.snapshot(version: 3).checkpointActions(now: Fixture.noon)
    let adds = actions.filter { $0["add"] != nil }
    let head: [JSONValue] =
      [["checkpointMetadata": ["version": 3]]] + actions.filter { $0["add"] == nil } + [
        ["sidecar": ["path": "one.parquet", "sizeInBytes": 1, "modificationTime": 1]],
        ["sidecar": ["path": .string(fixture.logFolder + "/_sidecars/two.parquet"), "sizeInBytes": 1]],
      ]
    try FileManager.default.createDirectory(
      atPath: fixture.logFolder + "/_sidecars", withIntermediateDirectories: true)
    let write = LineCheckpoints().write
    try write(head, fixture.logFolder + "/00000000000000000003.checkpoint.\(ending)")
    try write(Array(adds[..<1]), fixture.logFolder + "/_sidecars/one.parquet")
    try write(Array(adds[1...]), fixture.logFolder + "/_sidecars/two.parquet")
    try removeLog(fixture, 0..<3)
    #expect(try table.snapshot()?.files.map(\.path) == before.files.map(\.path))
    try FileManager.default.removeItem(atPath: fixture.logFolder + "/_sidecars/two.parquet")
    #expect(throws: DeltaError.self) { try table.snapshot() }
  }

  @Test("rows with nulls for the other actions are read") func rowsWithNullsForTheOtherActionsAreRead() throws {
    let line: JSONValue = ["txn": nil, "remove": nil, "add": ["path": "p", "size": 1, "modificationTime": 2]]
    guard case .add(let file) = try Action(line) else { return #expect(Bool(false)) }
    #expect(file.path == "p")
  }

  @Test(
    "retention is read as table properties write it",
    arguments: [
      ("interval 1 week", 604_800_000), ("interval 7 days", 604_800_000), ("2 HOURS", 7_200_000),
      ("interval 0 days", 0),
      ("", nil), ("interval", nil), ("interval -1 days", nil), ("interval 1 fortnight", nil),
      ("interval 9223372036854775807 weeks", nil),
    ] as [(String, Int64?)])
  func retentionIsReadAsTablePropertiesWriteIt(text: String, milliseconds: Int64?) {
    #expect(RetentionInterval(text)?.milliseconds == milliseconds)
  }
}
