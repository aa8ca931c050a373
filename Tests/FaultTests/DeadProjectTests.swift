import Foundation
import Ledger
import LocalOperations
import Operations
import PseudoTerminal
import ShopSupport
import TestSupport
import Testing

extension Faults {
  /// A run that died leaves what SQLite had not written back yet, and who looks next may write nothing.
  @Suite(
    "A project whose run died where nothing can be written any more",
    .enabled(if: SmallDisk.canBeMade, "needs to be allowed to mount: run it as root"))
  struct DeadProjectTests {
    enum Disk: String, CaseIterable { case full, readOnly }

    @Test("is looked at by every command, and no look changes it", arguments: Disk.allCases)
    func looked(kind: Disk) throws {
      let place = try TemporaryFolder()
      let disk = try SmallDisk(at: place.path("disk"), megabytes: 48)
      let (folder, id) = try dead(in: place.path("disk/shop"))
      switch kind {
      case .full: try disk.leave(0)
      case .readOnly: try disk.refuseWrites()
      }
      let before = try contents(folder)
      #expect(before.contains(".assay/dev/journal.sqlite-wal"))
      for (command, words) in [
        (["status"], "bronze.numbers"), (["runs"], id), (["runs", id], "FAILED"), (["logs", id], "silver.work"),
        (["source"], "numbers"), (["query", "select count(*) as rows from bronze.numbers"], "1000"),
        (["table", "list"], "silver.work"), (["validate"], "1 warning"),
      ] {
        let answer = try AssayProgram.run(command + ["--project", folder])
        #expect([.exited(0), .exited(1)].contains(answer.end.status), "\(command): \(answer.error)")
        #expect(answer.output.contains(words), "\(command): \(answer.output) \(answer.error)")
      }
      #expect(try contents(folder) == before)
    }

    /// What a killed worker left: its execution is RUNNING in the journal, and the newest of that in SQLite's own log.
    private func dead(in folder: String) throws -> (folder: String, id: String) {
      let project = try LittleProject(.endless)
      let run = try StartedRun(try project.reading().local)
      let journal = try project.reading().journal
      while try journal.step("silver.work", of: run.id)?.status != .running { Pause.brief() }
      run.kill()
      while run.isAlive { Pause.brief() }
      // This process has the journal open, so that nobody has written the log back.
      try FileManager.default.copyItem(atPath: project.path, toPath: folder)
      return (folder, run.id.rawValue)
    }

    private func contents(_ folder: String) throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    }
  }
}
