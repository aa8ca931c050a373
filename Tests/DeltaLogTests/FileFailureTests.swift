import Clocks
import Foundation
import Storage
import TestSupport
import Testing

@testable import DeltaLog

@Suite struct FileFailureTests {
  @Test(
    "the systems reason is named",
    arguments: [
      (EROFS, "Read-only file system (errno 30); make the folder writable for this user"),
      (EACCES, "Permission denied (errno 13); make the folder writable for this user"),
      (ENOENT, "No such file or directory (errno 2)"),
    ])
  func theSystemsReasonIsNamed(code: Int32, text: String) {
    let failure = FileFailure(operation: "create", path: "/lake/x", code: code)
    #expect(DeltaError.file(failure).description == "cannot create /lake/x: " + text)
  }

  @Test("a file in the folders place is named") func aFileInTheFoldersPlaceIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "table")
    let table = DeltaTable(path: path, checkpoints: LineCheckpoints(), clock: SystemClock())
    let failure = FileFailure(operation: "list", path: path + "/_delta_log", code: ENOTDIR)
    #expect(throws: DeltaError.file(failure)) { try table.snapshot() }
  }

  @Test("data files are brought to the disk with their folders") func dataFilesAreBroughtToTheDiskWithTheirFolders()
    throws
  {
    let fixture = try Fixture()
    try fixture.folder.write("x", to: "silver/orders/month=1/p.parquet")
    try fixture.table.makeDurable(files: ["month=1/p.parquet", fixture.path + "/month=1/p.parquet"])
    let gone = FileFailure(operation: "sync", path: fixture.path + "/month=1/q.parquet", code: ENOENT)
    #expect(throws: DeltaError.file(gone)) { try fixture.table.makeDurable(files: ["month=1/q.parquet"]) }
  }

  @Test("what killed writers left is swept and nothing else") func whatKilledWritersLeftIsSweptAndNothingElse() throws {
    let fixture = try Fixture()
    let table = try fixture.commit(2)
    let left = [".2.json.ABC.tmp", "._last_checkpoint.X.tmp", ".1.checkpoint.Y.tmp.actions", "tmp_.1.checkpoint.Z.tmp"]
    for name in left { try fixture.folder.write("half", to: "silver/orders/_delta_log/" + name) }
    #expect(try table.snapshot()?.version == 1)
    #expect(try table.sweepTemporaryFiles(olderThan: .seconds(3600)) == [])
    #expect(Set(try table.sweepTemporaryFiles(olderThan: .zero)) == Set(left))
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.logFolder).count == 2)
    #expect(try Fixture().table.sweepTemporaryFiles(olderThan: .zero) == [])
  }

  @Test("every error says where and what") func everyErrorSaysWhereAndWhat() throws {
    let moment = Fixture.noon
    let samples: [(DeltaError, String)] = [
      (
        .damaged(table: "/t", file: "x.json", reason: "line 1 is torn"),
        "/t: x.json is damaged: line 1 is torn; restore the file, or read an older version"
      ),
      (
        .gap(table: "/t", missing: 2, newest: 5),
        "/t: the log lacks version 2 although version 5 is there; restore 2's file"
      ),
      (
        .unsupported(table: "/t", feature: "deletionVectors"),
        "/t: uses deletionVectors, which is not supported; rewrite the table without it"
      ),
      (
        .noSuchVersion(table: "/t", version: 9, oldest: 0, newest: 5),
        "/t: has no version 9; versions 0 to 5 can be read"
      ),
      (
        .noVersionAt(table: "/t", moment: moment, oldest: moment),
        "/t: has no version at 2027-01-15T08:00:00.000Z; its oldest is of 2027-01-15T08:00:00.000Z"
      ),
      (
        .conflict(table: "/t", winner: Commit(version: 3, timestamp: moment, actions: [])),
        "/t: another writer committed version 3 first; run again"
      ),
      (
        .alreadyCommitted(table: "/t", application: "job", version: 4),
        "/t: transaction 4 of job is committed already; nothing to do"
      ),
      (.invalid(table: "/t", reason: "f is removed twice"), "/t: nothing was committed: f is removed twice"),
      (.checkpoint(table: "/t", path: "/t/c", reason: "no"), "/t: the checkpoint /t/c failed: no"),
    ]
    for (error, text) in samples { #expect(error.description == text) }
  }
}
