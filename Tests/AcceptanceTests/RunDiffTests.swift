import Clocks
import Foundation
import JSON
import TestSupport
import Testing

@Suite("assay run --diff")
struct RunDiffTests {
  @Test("tells the rows of each table that changed, and the sheets' key figures before and after")
  func diff() throws {
    let folder = try TemporaryFolder()
    _ = try Binary(folder: folder.path)("init", "shop")
    let assay = Binary(folder: folder.path("shop"))
    let first = try assay("run", "--diff", "--json")
    #expect(first.status == 0)
    let tables = try first.json()["diff"]?["tables"]?.arrayValue ?? []
    #expect(tables.map { $0["name"] } == ["bronze.orders", "silver.orders", "gold.sales_daily"])
    #expect(tables[1]["versionAfter"] == 0)
    let again = try assay("run", "--diff")
    #expect(again.output.contains("No row of any table changed."))
    let id = try #require(try first.json()["execution"]?.stringValue)
    #expect(try assay("runs", id, "--diff", "--json").json()["diff"]?["tables"]?.arrayValue?.count == 3)
    #expect(try assay("run", "--diff", "--detach").status == 2)
  }

  @Test("compares the sheets' key figures before it with those after it")
  func figures() throws {
    let folder = try TemporaryFolder()
    let assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
    #expect(try assay("run").status == 0)
    let order = "2001,Ada,2026-01-05 10:00:00,paid,10.00,2026-01-05 10:01:00"
    try folder.write(
      "order_id,customer,ordered_at,status,amount,updated_at\n\(order)\n", to: "incoming/orders-2026-01-06.csv")
    let diff = try #require(try assay("run", "--diff", "--json").json()["diff"])
    let figures = diff["figures"]?.arrayValue ?? []
    let orders = try #require(figures.first { $0["title"] == "Orders" }, "\(diff)")
    let before = try #require(orders["before"]?.doubleValue)
    #expect(before > 0 && orders["after"]?.doubleValue == before + 1, "\(figures)")
    #expect(diff["missing"] == [])

    // Afterwards too, whoever started it, and whatever came since: the tables' versions tell.
    let id = try #require(try assay("runs", "last", "--json").json()["execution"]?.stringValue)
    let more = order.replacingOccurrences(of: "2001", with: "2002")
    try folder.write(
      "order_id,customer,ordered_at,status,amount,updated_at\n\(more)\n", to: "incoming/orders-2026-01-07.csv")
    let moment = Timestamp.text(Date())
    #expect(try assay("run").status == 0)
    #expect(try assay("runs", id, "--diff", "--json").json()["diff"]?["figures"] == diff["figures"])
    func count(_ arguments: String...) throws -> Double? {
      let tiles = try assay.run(["report", "--json"] + arguments).json()["tiles"]?.arrayValue ?? []
      return tiles.first { $0["title"] == "Orders" }?["value"]?.doubleValue
    }
    #expect(try count() == before + 2)
    #expect(try count("--as-of", moment) == before + 1)
    let old = try assay("report", "--as-of", "2020-01-01")
    #expect(old.status == 1 && old.output.contains("there was no gold.sales_daily yet"), "\(old.output)")
  }
}
