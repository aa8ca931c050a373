import DeltaLog
import Foundation
import PipelineSupport
import Project
import Testing
import Words

@testable import Lake
@testable import Tables

@Suite("A commit that its worker could not record")
struct SettlementTests {
  private let table = TableName(.silver, "orders")

  private static let appending = """
    /*---
    materialized: incremental
    strategy: append
    new_rows_from: [bronze.orders]
    ---*/
    select order_id, try_int(amount) as amount from bronze.orders
    """

  /// A first day that was built and recorded, and a second whose build committed and then died.
  private func shop(_ model: String = ShopProject.orders) throws -> Pipeline {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["models/silver/orders.sql"] = model
    let shop = try Pipeline(files)
    let first = try shop.run()
    #expect(first.status == .succeeded, "\(first.trouble)")
    try shop.folder.write(ShopProject.header + "I,b,2,2026-01-02 00:00:00\n", to: "incoming/d2/orders.csv")
    try shop.run(["bronze.orders"])
    let request = BuildRequest(
      table: table, execution: "lost",
      parameters: .init(runDateText: "2026-11-08", runTimestampText: "2026-11-08 06:10:00.000"))
    try TableBuild(session: shop.session(), request: request, reporter: Meddler()).run()
    return shop
  }

  @Test("leaves a bookmark alone that a person reset meanwhile")
  func reset() throws {
    let shop = try shop()
    let (_, journal) = try shop.environment()
    try journal.resetBookmark(of: "silver.orders", by: "ann")
    let result = try shop.run(["silver.orders"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(result.step("silver.orders")?.counts.read == 2)
    #expect(try journal.bookmark(of: "silver.orders")?.batch == 3)
    #expect(try shop.query("select order_id from silver.orders order by 1") == [["a"], ["b"]])
  }

  @Test("is found behind any number of other writers' commits: an appended row is in the table once")
  func foreignCommits() throws {
    let shop = try shop(Self.appending)
    let delta = try shop.session().deltaTable(table)
    for _ in 1...60 {
      let base = try delta.snapshot()
      try delta.commit(DeltaTransaction(info: CommitInfo(operation: "OPTIMIZE", engineInfo: "another")), after: base)
    }
    let result = try shop.run(["silver.orders"])
    #expect(result.step("silver.orders")?.message == "nothing new", "\(result.trouble)")
    #expect(try shop.query("select order_id from silver.orders order by 1") == [["a"], ["b"]])
  }

  @Test("has its batch counted on where only its quarantine is left, so that new rejects are not taken for old ones")
  func quarantineLeft() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,x,2026-01-01 00:00:00\nI,b,2,2026-01-01 00:00:00\n"]))
    try shop.run()
    try FileManager.default.removeItem(atPath: shop.folder.path(".assay"))
    try FileManager.default.removeItem(atPath: shop.folder.path("lake/dev/silver/orders"))
    try shop.folder.write(ShopProject.header + "I,c,y,2026-01-01 00:00:00\n", to: "incoming/d2/orders.csv")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(
      try shop.query("select _file from quarantine.silver_orders order by 1") == [
        ["incoming/d1/orders.csv"], ["incoming/d2/orders.csv"],
      ])
    #expect(try shop.query("select order_id from silver.orders") == [["b"]])
  }

  @Test("of a table that only appends cannot be rewound to, and the refusal names what can be done")
  func rewind() throws {
    let (workspace, _) = try shop(Self.appending).environment()
    let error = #expect(throws: LakeError.self) { try BookmarkRewind.check(table, in: workspace.project) }
    #expect(error?.cause.contains("assay bookmark reset silver.orders") == true)
    let (merging, _) = try Pipeline(ShopProject.files([:])).environment()
    #expect(throws: Never.self) { try BookmarkRewind.check(table, in: merging.project) }
  }
}
