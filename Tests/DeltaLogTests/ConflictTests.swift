import Foundation
import Testing

@testable import DeltaLog

@Suite struct ConflictTests {
  /// The commit that wins over a table with the files f0 and f1.
  private func winner(_ change: (inout DeltaTransaction, Snapshot) -> Void) throws -> Commit {
    let fixture = try Fixture()
    let table = try fixture.commit(2)
    let base = try #require(try table.snapshot())
    var transaction = DeltaTransaction(info: CommitInfo(operation: "WRITE"))
    change(&transaction, base)
    try table.commit(transaction, after: base)
    return try #require(try table.commits(after: 1).first)
  }

  private let rewrite = DeltaTransaction(
    adds: [Fixture.file("g")], removes: [Fixture.file("f0")],
    transaction: TransactionVersion(application: "me", version: 1), info: CommitInfo(operation: "MERGE"))
  private var append: DeltaTransaction {
    DeltaTransaction(
      adds: [Fixture.file("g")], transaction: TransactionVersion(application: "me", version: 1),
      info: CommitInfo(operation: "WRITE"))
  }

  @Test("an append bears appends and removals") func anAppendBearsAppendsAndRemovals() throws {
    #expect(append.obstacle(after: try winner { change, _ in change.adds = [Fixture.file("x")] }) == nil)
    #expect(append.obstacle(after: try winner { change, base in change.removes = base.files }) == nil)
  }

  @Test("a rewrite bears no new rows and no shared removal") func aRewriteBearsNoNewRowsAndNoSharedRemoval() throws {
    let added = try winner { change, _ in change.adds = [Fixture.file("x")] }
    #expect(rewrite.obstacle(after: added) == "version 2 added rows this change did not see")
    let removed = try winner { change, base in change.removes = [base.files[0]] }
    #expect(rewrite.obstacle(after: removed) == "version 2 removed f0 too")
    let other = try winner { change, base in change.removes = [base.files[1]] }
    #expect(rewrite.obstacle(after: other) == nil)
  }

  @Test("nothing bears another schema or its own application") func nothingBearsAnotherSchemaOrItsOwnApplication()
    throws
  {
    let redefined = try winner { change, base in
      change.definition = base.metadata.definition
      change.definition?.configuration = ["a": "b"]
    }
    #expect(append.obstacle(after: redefined) == "version 2 changed the table itself")
    let same = try winner { change, _ in change.transaction = TransactionVersion(application: "me", version: 9) }
    #expect(append.obstacle(after: same) == "version 2 is of me too")
  }
}
