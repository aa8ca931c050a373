import DeltaLog
import Foundation
import Ledger
import PipelineSupport
import Testing
import Words

@testable import Deliveries

/// `partition_by` of an incremental table whose files are there already.
@Suite("A changed partition_by")
struct LayoutTests {
  private static let command = "assay run --table silver.orders --full-refresh"

  private static func model(_ strategy: String, _ partitions: String) -> String {
    """
    /*---
    materialized: incremental
    strategy: \(strategy)
    new_rows_from: [bronze.orders]
    partition_by: [\(partitions)]
    \(strategy == "merge" ? "unique_key: [id]\nnewest_by: [_file, _record]" : "")
    ---*/
    select id, day, region, _file, _record from bronze.orders
    """
  }

  private static let header = "id,day,region\n"

  private func shop(_ strategy: String, _ partitions: String) throws -> Pipeline {
    try Pipeline([
      "project.yml": "name: little\nsources:\n  orders: {path: incoming/*.csv}\n",
      "models/silver/orders.sql": Self.model(strategy, partitions),
      "incoming/1.csv": Self.header + "1,mon,north\n2,tue,south\n",
    ])
  }

  private func layout(_ shop: Pipeline) throws -> [String] {
    try shop.session().deltaTable(TableName(.silver, "orders")).snapshot()?.partitionColumns ?? []
  }

  @Test(
    "is told with the command until the table is written anew, and new rows go on entering it as it lies",
    arguments: ["append", "merge", "replace_partitions"],
    [("day", "region"), ("day", ""), ("day, region", "day")])
  func told(strategy: String, change: (before: String, after: String)) throws {
    // Rows are replaced by partitions, so that these tables have some.
    if strategy == "replace_partitions", change.after.isEmpty { return }
    let shop = try shop(strategy, change.before)
    #expect(try shop.run().status == .succeeded)
    let before = try layout(shop)
    try shop.folder.write(Self.model(strategy, change.after), to: "models/silver/orders.sql")
    let idle = try shop.run()
    #expect(idle.step("silver.orders")?.message?.contains(Self.command) == true)
    try shop.folder.write(Self.header + "3,wed,south\n", to: "incoming/2.csv")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    let message = result.step("silver.orders")?.message ?? ""
    #expect(message.contains("partitioned by \(change.before), and partition_by is"), "\(message)")
    #expect(message.contains(Self.command))
    #expect(try layout(shop) == before)
    #expect(try shop.query("select count(*) from silver.orders")[0][0] == "3")
    #expect(try shop.run(["silver.orders"], fullRefresh: true).status == .succeeded)
    #expect(try layout(shop) == change.after.split(separator: ", ").map(String.init))
    #expect(try shop.run().step("silver.orders")?.message == "nothing new")
    #expect(try shop.query("select count(*) from silver.orders")[0][0] == "3")
  }

  @Test("is followed by itself in a table that is written whole")
  func whole() throws {
    let shop = try shop("append", "day")
    let text: (String) -> String = {
      "/*---\nmaterialized: table\npartition_by: [\($0)]\n---*/\nselect id, day, region from bronze.orders"
    }
    try shop.folder.write(text("day"), to: "models/silver/orders.sql")
    try shop.run()
    try shop.folder.write(text("region"), to: "models/silver/orders.sql")
    #expect(try shop.run().status == .succeeded)
    #expect(try layout(shop) == ["region"])
  }
}

@Suite("A table that is written anew without files whose bytes are lost")
struct LostRowsTests {
  @Test("says so before, names them and what to do; withdrawn ones are not asked for")
  func told() throws {
    let shop = try Pipeline(
      ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n", "d2": "I,b,2,2026-01-01 00:00:00\n"]))
    try shop.run()
    let name = "incoming/d1/orders.csv"
    for path in [name, "lake/dev/bronze/orders/_files/" + name] {
      try FileManager.default.removeItem(atPath: shop.folder.path(path))
    }
    try shop.run()
    #expect(try shop.query("select count(*) from silver.orders") == [["2"]])
    let refreshed = try shop.run(["silver.orders"], fullRefresh: true).step("silver.orders")
    let warnings = refreshed?.details["warnings"]?.arrayValue?.compactMap(\.stringValue) ?? []
    #expect(warnings.contains { $0.contains(name) && $0.contains("assay source withdraw") }, "\(warnings)")
    let session = try shop.session()
    let source = try #require(session.workspace.project.sources.first)
    _ = try Withdrawal(session: session, source: source).withdraw(name, by: "tester")
    try session.journal.close()
    let quiet = try shop.run(["silver.orders"], fullRefresh: true).step("silver.orders")
    #expect(quiet?.details["warnings"]?.arrayValue?.isEmpty ?? true)
  }
}
