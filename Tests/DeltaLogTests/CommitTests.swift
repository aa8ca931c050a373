import Clocks
import Foundation
import JSON
import TestSupport
import Testing

@testable import DeltaLog

@Suite struct CommitTests {
  @Test("a folder without a log is no table") func aFolderWithoutALogIsNoTable() throws {
    #expect(try Fixture().table.snapshot() == nil)
    #expect(try Fixture().table.history() == [])
    #expect(try Fixture().table.commits(after: -1) == [])
  }

  @Test("the first commit makes the table") func theFirstCommitMakesTheTable() throws {
    let fixture = try Fixture()
    #expect(try fixture.table.commit(Fixture.append("a", "b"), after: nil) == 0)
    let snapshot = try #require(try fixture.table.snapshot())
    #expect(snapshot.version == 0)
    #expect(snapshot.files.map(\.path) == ["a", "b"])
    #expect(snapshot.schema == Fixture.schema)
    #expect(snapshot.rowCount == 2)
    let lines = try fixture.folder.read(fixture.logFile(0)).split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    #expect(lines[1] == #"{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}"#)
    #expect(lines.map { String($0.prefix(6)) } == ["{\"comm", "{\"prot", "{\"meta", "{\"add\"", "{\"add\""])
  }

  @Test("files come and go") func filesComeAndGo() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(3)
    let base = try #require(try table.snapshot())
    let change = DeltaTransaction(
      adds: [Fixture.file("new")], removes: [base.files[1]], info: CommitInfo(operation: "MERGE"))
    #expect(try table.commit(change, after: base) == 3)
    let after = try #require(try table.snapshot())
    #expect(after.files.map(\.path) == ["f0", "f2", "new"])
    #expect(after.metadata == base.metadata)
    let commit = try #require(try table.commits(after: 2).first)
    #expect((commit.adds.map(\.path), commit.removes, commit.info?.operation) == (["new"], ["f1"], "MERGE"))
    #expect(commit.metadata == nil)
  }

  @Test("the loser gets the winners commit") func theLoserGetsTheWinnersCommit() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(1)
    let base = try table.snapshot()
    try table.commit(Fixture.append("winner"), after: base)
    let error = #expect(throws: DeltaError.self) { try table.commit(Fixture.append("loser"), after: base) }
    guard case .conflict(_, let winner) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect((winner.version, winner.adds.map(\.path)) == (1, ["winner"]))
    #expect(try table.snapshot()?.files.map(\.path) == ["f0", "winner"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.logFolder).count == 2)
  }

  @Test("writers racing for each version win it once") func writersRacingForEachVersionWinItOnce() throws {
    let fixture = try Fixture(clock: SystemClock())
    try fixture.commit(1)
    let (writers, each) = (4, 40)
    DispatchQueue.concurrentPerform(iterations: writers) { writer in
      var done = 0
      while done < each {
        do {
          let base = try fixture.table.snapshot()
          try fixture.table.commit(Fixture.append("w\(writer)-\(done)"), after: base)
          done += 1
        } catch DeltaError.conflict {
          continue
        } catch {
          Issue.record(error)
          return
        }
      }
    }
    let snapshot = try #require(try fixture.table.snapshot())
    #expect(snapshot.version == Int64(writers * each))
    #expect(snapshot.files.count == writers * each + 1)
    let commits = try fixture.table.commits(after: -1)
    #expect(commits.map(\.version) == Array(0...snapshot.version))
    #expect(zip(commits, commits.dropFirst()).allSatisfy { $0.timestamp < $1.timestamp })
  }

  @Test("a committed transaction is not committed again") func aCommittedTransactionIsNotCommittedAgain() throws {
    let fixture = try Fixture()
    let mark = TransactionVersion(application: "silver.orders", version: 4)
    try fixture.table.commit(Fixture.append("a", mark: mark), after: nil)
    let base = try #require(try fixture.table.snapshot())
    #expect(base.transactions == ["silver.orders": 4])
    for version in [Int64(4), 3] {
      let again = TransactionVersion(application: "silver.orders", version: version)
      #expect(
        throws: DeltaError.alreadyCommitted(table: fixture.path, application: "silver.orders", version: 4)
      ) { try fixture.table.commit(Fixture.append("b", mark: again), after: base) }
    }
    let next = TransactionVersion(application: "silver.orders", version: 5)
    #expect(try fixture.table.commit(Fixture.append("b", mark: next), after: base) == 1)
  }

  @Test("a clock set back still gives growing moments") func aClockSetBackStillGivesGrowingMoments() throws {
    let fixture = try Fixture()
    try fixture.commit(1)
    let earlier = fixture.table(FixedClock(Fixture.noon.addingTimeInterval(-3600)))
    for name in ["x", "y"] { try earlier.commit(Fixture.append(name), after: try earlier.snapshot()) }
    let moments = try earlier.history().reversed().map { $0.timestamp.timeIntervalSince(Fixture.noon) }
    #expect(moments.map { ($0 * 1000).rounded() } == [0, 1, 2])
    #expect(try earlier.history().allSatisfy { $0.info?.timestamp == $0.timestamp })
  }

  @Test("an added column is committed with its rows") func anAddedColumnIsCommittedWithItsRows() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(1)
    var wider = Fixture.append("b")
    let column = DeltaField(name: "extra", type: .date)
    wider.definition?.schema.fields.append(column)
    try table.commit(wider, after: try table.snapshot())
    #expect(try table.snapshot()?.schema.names == ["id", "name", "month", "extra"])
    #expect(try table.snapshot(version: 0).schema == Fixture.schema)
    #expect(try table.snapshot()?.metadata.id == table.snapshot(version: 0).metadata.id)
  }

  /// A change to a good append that makes it bad, and what is said of it.
  struct Breach: Sendable {
    let reason: String
    let change: @Sendable (inout DeltaTransaction) -> Void

    init(_ reason: String, _ change: @escaping @Sendable (inout DeltaTransaction) -> Void) {
      (self.reason, self.change) = (reason, change)
    }
  }

  static let breaches = [
    Breach("the column \"id\" is long in the table and string in the new rows") {
      $0.definition?.schema.fields[0].type = .string
    },
    Breach("the column \"month\" of the table is missing in the new rows") {
      $0.definition?.schema.fields.removeLast()
    },
    Breach("the partition columns change from [] to [\"month\"] while files stay") {
      $0.definition?.partitionColumns = ["month"]
    },
    Breach("the column \"a;b\" holds the character \";\", which Delta readers refuse") {
      $0.definition?.schema.fields[0].name = "a;b"
    },
    Breach("the partition column \"nope\" is not in the schema") { $0.definition?.partitionColumns = ["nope"] },
    Breach("a table needs a column that is no partition column") {
      $0.definition?.partitionColumns = ["id", "name", "month"]
    },
    Breach("stranger is to be removed but does not belong to the table") { $0.removes = [Fixture.file("stranger")] },
    Breach("f0 is removed twice") { $0.removes = [Fixture.file("f0"), Fixture.file("f0")] },
    Breach("f0 stands twice in one commit") {
      $0.adds = [Fixture.file("f0"), Fixture.file("g")]
      $0.removes = [Fixture.file("f0")]
    },
    Breach("b has values for the partition columns [\"x\"], the table has []") {
      $0.adds[0].partitionValues = ["x": "1"]
    },
  ]

  @Test("a transaction that breaks a rule is refused", arguments: breaches)
  func aTransactionThatBreaksARuleIsRefused(breach: Breach) throws {
    let fixture = try Fixture()
    let table = try fixture.commit(2)
    var transaction = Fixture.append("b")
    breach.change(&transaction)
    let base = try table.snapshot()
    #expect(throws: DeltaError.invalid(table: fixture.path, reason: breach.reason)) {
      try table.commit(transaction, after: base)
    }
    #expect(try table.snapshot() == base)
  }

  @Test("a table written anew may change its columns") func aTableWrittenAnewMayChangeItsColumns() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(2)
    let base = try #require(try table.snapshot())
    var anew = Fixture.append("b")
    anew.definition = TableDefinition(
      schema: DeltaSchema(fields: [DeltaField(name: "id", type: .string), DeltaField(name: "day", type: .date)]),
      partitionColumns: ["day"])
    anew.adds[0].partitionValues = ["day": "2024-01-01"]
    anew.removes = base.files
    try table.commit(anew, after: base)
    #expect(try table.snapshot()?.partitionColumns == ["day"])
  }

  @Test("without a schema there is no first commit") func withoutASchemaThereIsNoFirstCommit() throws {
    let fixture = try Fixture()
    #expect(throws: DeltaError.invalid(table: fixture.path, reason: "the first commit needs a schema")) {
      try fixture.table.commit(DeltaTransaction(info: CommitInfo(operation: "WRITE")), after: nil)
    }
  }

  @Test("an append only table loses no rows") func anAppendOnlyTableLosesNoRows() throws {
    let fixture = try Fixture()
    var first = Fixture.append("a")
    first.definition?.configuration = ["delta.appendOnly": "true"]
    try fixture.table.commit(first, after: nil)
    let base = try #require(try fixture.table.snapshot())
    var change = DeltaTransaction(adds: [Fixture.file("b")], removes: base.files, info: CommitInfo(operation: "DELETE"))
    #expect(throws: DeltaError.self) { try fixture.table.commit(change, after: base) }
    change.dataChange = false
    try fixture.table.commit(change, after: base)
    #expect(try fixture.folder.read(fixture.logFile(1)).components(separatedBy: "\"dataChange\":false").count == 3)
  }
}
