import DeltaLog
import Foundation
import PipelineSupport
import Testing
import Words

@Suite("A table that another one follows")
struct ChangeFeedTests {
  private static let follower = """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [silver.orders]
    unique_key: [order_id]
    newest_by: [updated_at]
    ---*/
    select order_id, amount, updated_at from silver.orders
    """

  /// Two versions of `silver.orders`, of which `gold.copy` has read the first.
  private func shop() throws -> Pipeline {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\nI,b,1,2026-01-01 00:00:00\n"])
    files["models/gold/copy.sql"] = Self.follower
    let shop = try Pipeline(files)
    try shop.run()
    try shop.folder.write(ShopProject.header + "U,a,2,2026-01-02 00:00:00\n", to: "incoming/d2/orders.csv")
    let second = try shop.run(["bronze.orders", "silver.orders"])
    #expect(second.status == .succeeded, "\(second.trouble)")
    return shop
  }

  private func expectCaughtUp(_ shop: Pipeline) throws {
    let result = try shop.run(["gold.copy"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select order_id, amount from gold.copy order by 1") == [["a", "2"], ["b", "1"]])
  }

  @Test("may have its old log cleaned away: everything then counts as changed")
  func logCleaned() throws {
    let shop = try shop()
    let delta = try shop.session().deltaTable(TableName(.silver, "orders"))
    let snapshot = try #require(try delta.snapshot())
    try delta.checkpoint(snapshot)
    for version in 0...snapshot.version {
      try FileManager.default.removeItem(atPath: delta.path + String(format: "/_delta_log/%020d.json", Int(version)))
    }
    try expectCaughtUp(shop)
  }

  @Test("may have its files of changes vacuumed, and its old data files, too", arguments: [false, true])
  func filesVacuumed(alsoData: Bool) throws {
    let shop = try shop()
    let delta = try shop.session().deltaTable(TableName(.silver, "orders"))
    try FileManager.default.removeItem(atPath: delta.path + "/_changes")
    if alsoData {
      let live = Set(try #require(try delta.snapshot()).files.map(\.path))
      for file in try delta.snapshot(version: 0).files where !live.contains(file.path) {
        try FileManager.default.removeItem(atPath: delta.path + "/" + file.path)
      }
    }
    try expectCaughtUp(shop)
  }
}
