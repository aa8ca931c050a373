import Ledger
import ShopSupport
import TestSupport
import Testing

extension Faults {
  @Suite("Two workers at once on one environment")
  struct TwoWorkersTests {
    @Test("come to what one comes to, and neither loses to a lock")
    func together() throws {
      let undisturbed = try Undisturbed.result()
      let shop = try ShopFolder(TemporaryFolder(beneath: TemporaryFolder.memory))
      for delivery in Undisturbed.deliveries {
        try shop.deliver(delivery)
        let reading = try LakeReading(shop, delivery: delivery)
        let runs = try (1...2).map { _ in try StartedRun(reading.local, delivery: delivery) }
        for run in runs {
          #expect(try run.waitForEnd().status == .succeeded, "\(reading.trouble(of: run.id))")
          #expect(run.printed.isEmpty)
        }
        #expect(try reading.states() == undisturbed.states[delivery])
      }
      let reading = try LakeReading(folder: shop.path)
      try undisturbed.expectSame(reading)
      #expect(try reading.journal.logs(LogFilter(search: "locked")).isEmpty)
    }
  }
}
