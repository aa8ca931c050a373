import Clocks
import Foundation
import Ledger
import LocalOperations
import Operations
import ShopSupport
import Tables
import Testing
import TestSupport
import Words

extension Faults {
  @Suite("A clock that was set back")
  struct ClockTests {
    @Test("is told, and loses nothing: versions stay in order, and the newest run is the one that is shown")
    func setBack() throws {
      let undisturbed = try Undisturbed.result()
      let shop = try ShopFolder(TemporaryFolder(beneath: TemporaryFolder.memory))
      let earlier = ShopFolder.moment(of: 0).addingTimeInterval(-7 * 86_400)
      var last = ""
      for (delivery, now) in [(0, ShopFolder.moment(of: 0)), (1, earlier)] {
        try shop.deliver(delivery)
        let reading = try LakeReading(folder: shop.path, clock: ShiftedClock(startingAt: now))
        let run = try StartedRun(reading.local, RunRequest(runDate: ShopFolder.day(of: delivery)), clock: now)
        #expect(try run.waitForEnd().status == .succeeded, "\(reading.trouble(of: run.id))")
        #expect(try reading.states() == undisturbed.states[delivery])
        let warned = try reading.journal.logs(LogFilter(execution: run.id, search: "the clock shows"))
        #expect(warned.count == delivery)
        last = run.id.rawValue
      }
      let reading = try LakeReading(folder: shop.path, clock: ShiftedClock(startingAt: earlier))
      let history = try Catalog(reading.local.session()).history(TableName(.silver, "orders"), limit: 10)
      #expect(history.map(\.version) == [1, 0])
      #expect(history[0].timestamp > history[1].timestamp)
      let status = try LocalOperations(reading.local).status()
      #expect(status.lastExecution?.id == last)
      let orders = try #require(status.layers[1].tables.first { $0.name == "silver.orders" })
      #expect(orders.rows == undisturbed.state("silver.orders", after: 1).rows)
    }
  }
}
