import Foundation
import ModelSQL
import PseudoTerminal
import ShopSupport
import TestSupport
import Testing

extension Faults {
  @Suite("A disk", .enabled(if: SmallDisk.canBeMade, "needs to be allowed to mount: run it as root"))
  struct DiskTests {
    @Test("that is full at any point of a run is told with path and remedy; with room again the run gets through")
    func full() throws {
      let undisturbed = try Undisturbed.result()
      let shop = try ShopFolder(TemporaryFolder())
      let disk = try SmallDisk(at: shop.folder.path("lake/dev"), megabytes: 64)
      try shop.deliver(0)
      let reading = try LakeReading(shop, delivery: 0)
      // Too little for the files, then for the first tables, then for the last ones.
      for kilobytes in [200, 3000, 300, 600] {
        try disk.leave(kilobytes << 10)
        try expectFailures(reading, saying: ["No space left on device", "free some space and run again"])
        expectWhole(try reading.states(), undisturbed)
      }
      disk.makeRoom()
      try expectSuccess(reading)
      #expect(try reading.states() == undisturbed.states[0])
    }

    @Test("that becomes read-only is told with path and remedy, its tables stay readable, and nothing is lost")
    func readOnly() throws {
      let undisturbed = try Undisturbed.result()
      let shop = try ShopFolder(TemporaryFolder())
      let disk = try SmallDisk(at: shop.folder.path("lake/dev"), megabytes: 64)
      for delivery in 0...1 {
        try shop.deliver(delivery)
        let reading = try LakeReading(shop, delivery: delivery)
        if delivery == 1 {
          try disk.refuseWrites()
          try expectFailures(
            reading, delivery, saying: ["Read-only file system", "make the folder writable for this user"])
          #expect(try reading.states() == undisturbed.states[0])
          try disk.allowWrites()
        }
        try expectSuccess(reading, delivery)
      }
      #expect(try LakeReading(folder: shop.path).states() == undisturbed.states[1])
    }

    @Test("of the journal that is full ends a run with path and remedy; with room again nothing is missing")
    func journal() throws {
      let undisturbed = try Undisturbed.result()
      let shop = try ShopFolder(TemporaryFolder())
      let state = shop.folder.path(".assay/dev")
      let disk = try SmallDisk(at: state, megabytes: 32)
      try shop.deliver(0)
      let reading = try LakeReading(shop, delivery: 0)
      try disk.leave(64 << 10)
      let run = try AssayProgram.run(["run", "--date", "\(ShopFolder.day(of: 0))", "--project", shop.path])
      // By the program itself, or by its worker as the execution's cause where that could still be written.
      #expect([.exited(1), .exited(3)].contains(run.end.status))
      let said = (run.output + run.error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(
        said.contains("the disk that holds the journal \(state)/journal.sqlite is full; free some space and run again"))
      disk.makeRoom()
      expectWhole(try reading.states(), undisturbed)
      try expectSuccess(reading)
      #expect(try reading.states() == undisturbed.states[0])
    }

    private func expectFailures(_ reading: LakeReading, _ delivery: Int = 0, saying words: [String]) throws {
      let run = try StartedRun(reading.local, delivery: delivery)
      #expect(try run.waitForEnd().status == .failed)
      let failed = try reading.journal.steps(of: run.id).filter { $0.status == .failed }
      #expect(!failed.isEmpty)
      for step in failed {
        let cause = step.cause ?? ""
        for word in words + [reading.local.workspace.lakePath] {
          #expect(cause.contains(word), "\(step.name): \(step.error?.rawValue ?? ""): \(cause)")
        }
      }
    }

    private func expectSuccess(_ reading: LakeReading, _ delivery: Int = 0) throws {
      let run = try StartedRun(reading.local, delivery: delivery)
      #expect(try run.waitForEnd().status == .succeeded, "\(reading.trouble(of: run.id))")
    }

    /// Expects each table to be empty or done.
    private func expectWhole(_ states: [String: TableState], _ undisturbed: Undisturbed) {
      for (table, state) in states {
        #expect([.empty, undisturbed.state(table, after: 0)].contains(state), "\(table)")
      }
    }
  }
}
