import Foundation
import JSON
import PseudoTerminal
import ShopSupport
import Testing

extension Faults {
  @Suite("A killed worker")
  struct KillTests {
    /// How often workers are killed: `ASSAY_KILLS`, by default few enough for an everyday run.
    private static let kills = ProcessInfo.processInfo.environment["ASSAY_KILLS"].flatMap(Int.init) ?? 30
    private static let seed = ProcessInfo.processInfo.environment["ASSAY_SEED"].flatMap(UInt64.init) ?? 20_261_121

    @Test("leaves every table whole, and once a run gets through, all rows and counts are those of an undisturbed one")
    func kills() throws {
      let undisturbed = try Undisturbed.result()
      let killed = try KilledShop(undisturbed, seed: Self.seed)
      let deliveries = Undisturbed.deliveries
      for delivery in deliveries {
        let share = Self.kills * (delivery + 1) / deliveries.count - Self.kills * delivery / deliveries.count
        try killed.run(delivery, kills: share)
      }
      #expect(killed.killed.count == Self.kills)
      try undisturbed.expectSame(LakeReading(folder: killed.shop.path))
      let listed = try AssayProgram.run(
        ["runs", "--status", "failed", "--limit", "1000", "--json", "--project", killed.shop.path])
      #expect(listed.end.status == .exited(0))
      let executions = try listed.json().arrayValue ?? []
      #expect(executions.count == Self.kills)
      #expect(executions.allSatisfy { $0["error"] == "Assay.WorkerLost" })
    }
  }
}
