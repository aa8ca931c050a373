import DeltaLog
import Foundation
import PipelineSupport
import Testing
import Words

@testable import Lake

/// Kept files that no manifest names, beside the mark of somebody who loads, are what a killed worker leaves.
@Suite("A file that is delivered again before its manifest was written")
struct RedeliveryTests {
  private func loseManifest(_ shop: Pipeline) throws {
    for name in [".assay", "lake/dev/_manifest/orders.jsonl"] {
      try FileManager.default.removeItem(atPath: shop.folder.path(name))
    }
    try shop.folder.write("", to: "lake/dev/_manifest/orders.loading")
  }

  @Test("leaves nothing of its first bytes behind", arguments: ["", "\n    keep: delta\n"])
  func otherBytes(keep: String) throws {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\nI,broken\n", "d2": "I,broken,too\n"])
    files["project.yml"] = ShopProject.settings + keep
    let shop = try Pipeline(files)
    try shop.run(["bronze.orders"])
    try loseManifest(shop)
    try shop.folder.write(ShopProject.header + "I,b,2,2026-01-01 00:00:00\n", to: "incoming/d1/orders.csv")
    let result = try shop.run(["bronze.orders"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select order_id, amount from bronze.orders") == [["b", "2"]])
    #expect(
      try shop.query("select _file, _record, row from quarantine.bronze_orders") == [
        ["incoming/d2/orders.csv", "1", "I,broken,too"]
      ])
  }

  @Test("is in its tables once when the bytes are the same", arguments: ["", "\n    keep: delta\n"])
  func sameBytes(keep: String) throws {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\nI,broken\n"])
    files["incoming/d2/orders.csv"] = files["incoming/d1/orders.csv"]
    files["project.yml"] = ShopProject.settings + keep
    let shop = try Pipeline(files)
    for _ in 1...2 {
      let result = try shop.run(["bronze.orders"])
      #expect(result.status == .succeeded, "\(result.trouble)")
      // Two files with the same bytes are two deliveries.
      for table in ["bronze.orders", "quarantine.bronze_orders"] {
        #expect(
          try shop.query("select _file from \(table) order by 1") == [
            ["incoming/d1/orders.csv"], ["incoming/d2/orders.csv"],
          ])
      }
      try loseManifest(shop)
    }
  }

  @Test("makes a reader of changes compare the versions, as rows went")
  func changes() throws {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["project.yml"] = ShopProject.settings + "\n    keep: delta\n"
    let shop = try Pipeline(files)
    try shop.run(["bronze.orders"])
    try loseManifest(shop)
    try shop.run(["bronze.orders"])
    let history = try shop.session().deltaTable(TableName(.bronze, "orders")).history()
    #expect(try history.map { try CommitRecord($0.info)?.changes } == [.rewritten, .added])
  }
}
