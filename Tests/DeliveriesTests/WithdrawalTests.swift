import Files
import Foundation
import Ledger
import PipelineSupport
import Testing
import Words

@testable import Deliveries
@testable import Lake

@Suite("A file that is withdrawn")
struct WithdrawalTests {
  private static let files = ShopProject.files([
    "d1": "I,a,1,2026-01-01 00:00:00\nI,broken\n", "d2": "I,b,2,2026-01-01 00:00:00\n",
  ])
  private static let first = "incoming/d1/orders.csv"
  private static let copies = """
    /*---
    materialized: incremental
    strategy: append
    new_rows_from: [silver.orders]
    ---*/
    select order_id from silver.orders
    """

  private func shop(_ settings: String = "") throws -> Pipeline {
    var files = Self.files
    files["project.yml"] = ShopProject.settings + settings
    files["models/gold/copies.sql"] = Self.copies
    files["models/gold/counts.sql"] = "select count(*) as orders from silver.orders"
    return try Pipeline(files)
  }

  private func withdrawal(_ shop: Pipeline) throws -> Withdrawal {
    let session = try shop.session()
    return Withdrawal(session: session, source: try #require(session.workspace.project.sources.first))
  }

  @discardableResult
  private func withdraw(_ name: String, _ shop: Pipeline) throws -> ManifestRecord {
    try withdrawal(shop).withdraw(name, by: "tester")
  }

  private func run(_ shop: Pipeline) throws -> RunResult {
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    return result
  }

  private func loseJournal(_ shop: Pipeline) throws {
    try FileManager.default.removeItem(atPath: shop.folder.path(".assay"))
  }

  private func orders(_ table: String, _ shop: Pipeline) throws -> [String] {
    try shop.query("select order_id from \(table) order by 1").map { $0[0] }
  }

  @Test(
    "counts nowhere any more, in tables that were made from it neither, and stays out with the journal lost",
    arguments: ["", "\n    keep: delta\n"], [false, true])
  func everywhere(keep: String, isLost: Bool) throws {
    let shop = try shop(keep)
    _ = try run(shop)
    #expect(try orders("gold.copies", shop) == ["a", "b"])
    #expect(try withdraw(Self.first, shop).records == 2)
    if isLost { try loseJournal(shop) }
    let after = try run(shop)
    #expect(after.step("bronze.orders")?.message?.contains("left out: \(Self.first), withdrawn") == true)
    #expect(after.step("silver.orders")?.message?.contains("a file of bronze.orders was withdrawn") == true)
    for table in ["bronze.orders", "silver.orders", "gold.copies"] {
      #expect(try orders(table, shop) == ["b"], "\(table)")
    }
    #expect(try shop.query("select orders from gold.counts") == [["1"]])
    #expect(try shop.query("select count(*) from quarantine.bronze_orders") == [["0"]])
    let quiet = try run(shop)
    #expect(quiet.step("silver.orders")?.message == "nothing new")
    #expect(quiet.step("gold.copies")?.message == "nothing new")
  }

  @Test("is audited with its name and its bytes")
  func audited() throws {
    let shop = try shop()
    _ = try run(shop)
    let record = try withdraw(Self.first, shop)
    let audit = try shop.environment().1.audit(target: "bronze.orders")
    #expect(audit.map(\.action) == ["source withdraw"])
    #expect(audit.first?.actor == "tester")
    #expect(audit.first?.arguments["file"] == .string(Self.first))
    #expect(audit.first?.arguments["sha256"] == .string(record.sha256))
  }

  @Test(
    "makes way for a corrected one of its name, and may be withdrawn again", arguments: ["", "\n    keep: delta\n"])
  func corrected(keep: String) throws {
    let shop = try shop(keep)
    _ = try run(shop)
    for id in ["c", "d"] {
      try withdraw(Self.first, shop)
      try shop.folder.write(ShopProject.header + "I,\(id),3,2026-01-01 00:00:00\n", to: Self.first)
      #expect(try run(shop).step("bronze.orders")?.message == "1 new file")
      #expect(try orders("silver.orders", shop) == ["b", id])
      #expect(try orders("gold.copies", shop) == ["b", id])
    }
    try loseJournal(shop)
    _ = try run(shop)
    #expect(try orders("bronze.orders", shop) == ["b", "d"])
  }

  @Test("does not come in by another name with the same bytes, and that is told")
  func renamed() throws {
    let shop = try shop()
    _ = try run(shop)
    try withdraw(Self.first, shop)
    try FileManager.default.createDirectory(atPath: shop.folder.path("incoming/d3"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: shop.folder.path(Self.first), toPath: shop.folder.path("incoming/d3/orders.csv"))
    let message = try run(shop).step("bronze.orders")?.message ?? ""
    #expect(message.contains("incoming/d3/orders.csv has the bytes of \(Self.first), which was withdrawn"))
    #expect(try orders("bronze.orders", shop) == ["b"])
  }

  @Test("stays out when it was only touched")
  func touched() throws {
    let shop = try shop()
    _ = try run(shop)
    try withdraw(Self.first, shop)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000)], ofItemAtPath: shop.folder.path(Self.first))
    for _ in 1...2 {
      #expect(try run(shop).step("bronze.orders")?.message == "nothing new, left out: \(Self.first), withdrawn")
    }
  }

  @Test(
    "can be taken in again, with its place, its rows and its rejected ones, as often as one likes",
    arguments: ["", "\n    keep: delta\n"], [true, false])
  func restored(keep: String, isInIncoming: Bool) throws {
    let shop = try shop(keep)
    _ = try run(shop)
    for _ in 1...2 {
      try withdraw(Self.first, shop)
      if !isInIncoming { try? FileManager.default.removeItem(atPath: shop.folder.path(Self.first)) }
      _ = try run(shop)
      #expect(try withdrawal(shop).restore(Self.first, by: "tester").sequence == 1)
      let after = try run(shop)
      #expect(after.step("bronze.orders")?.message == "nothing new")
      #expect(after.step("silver.orders")?.message?.contains("a file of bronze.orders was taken in again") == true)
      #expect(try orders("silver.orders", shop) == ["a", "b"])
      #expect(try orders("gold.copies", shop) == ["a", "b"])
      #expect(try shop.query("select count(*) from quarantine.bronze_orders") == [["1"]])
    }
  }

  @Test("is not taken in again beside the one that came for it, nor when it never was out or its bytes are gone")
  func notRestored() throws {
    let shop = try shop()
    _ = try run(shop)
    #expect(throws: LakeError.self) { try withdrawal(shop).restore("incoming/d2/orders.csv", by: "tester") }
    try withdraw(Self.first, shop)
    try shop.folder.write(ShopProject.header + "I,c,3,2026-01-01 00:00:00\n", to: Self.first)
    _ = try run(shop)
    #expect(throws: LakeError.self) { try withdrawal(shop).restore(Self.first, by: "tester") }
    try withdraw(Self.first, shop)
    try FileManager.default.removeItem(atPath: shop.folder.path(Self.first))
    try FileManager.default.removeItem(atPath: shop.folder.path("lake/dev/bronze/orders/_files/.withdrawn"))
    #expect(throws: LakeError.self) { try withdrawal(shop).restore(Self.first, by: "tester") }
    #expect(try run(shop).step("bronze.orders")?.message == "nothing new")
  }

  @Test("may be the only one, or the newest, and files after it are read once")
  func last() throws {
    let shop = try shop()
    _ = try run(shop)
    for name in ["incoming/d2/orders.csv", Self.first] { try withdraw(name, shop) }
    _ = try run(shop)
    #expect(try orders("silver.orders", shop) == [])
    try shop.folder.write(ShopProject.header + "I,c,3,2026-01-01 00:00:00\n", to: "incoming/d3/orders.csv")
    _ = try run(shop)
    for table in ["bronze.orders", "silver.orders", "gold.copies"] {
      #expect(try orders(table, shop) == ["c"], "\(table)")
    }
  }

  @Test("and whose bytes are lost is forgotten: nobody asks for them any more")
  func lost() throws {
    let shop = try shop()
    _ = try run(shop)
    for path in [Self.first, "lake/dev/bronze/orders/_files/" + Self.first] {
      try FileManager.default.removeItem(atPath: shop.folder.path(path))
    }
    _ = try shop.run()
    try withdraw(Self.first, shop)
    _ = try run(shop)
    #expect(try orders("silver.orders", shop) == ["b"])
    let (_, journal) = try shop.environment()
    #expect(try journal.lostManifests(of: "orders").isEmpty)
  }

  @Test("lets a source go on that a file without one good record stopped")
  func rejected() throws {
    let shop = try shop()
    try shop.folder.write(
      ShopProject.settings.replacingOccurrences(of: "rejects: {warn_above: never, fail_at: never}\n", with: ""),
      to: "project.yml")
    try shop.folder.write(ShopProject.header + "I,broken\n", to: Self.first)
    try FileManager.default.removeItem(atPath: shop.folder.path("incoming/d2"))
    let failed = try shop.run().step("bronze.orders")
    #expect(failed?.cause?.contains("assay source withdraw \(Self.first)") == true)
    try withdraw(Self.first, shop)
    #expect(try run(shop).step("bronze.orders")?.message?.contains("withdrawn") == true)
  }

  @Test("when its withdrawal died half way is taken out whole by the next run, in a table kept as Delta, too")
  func killed() throws {
    let shop = try shop("\n    keep: delta\n")
    _ = try run(shop)
    let session = try shop.session()
    let source = try #require(session.workspace.project.sources.first)
    let manifest = SourceManifest(workspace: session.workspace, source: source)
    // All that a withdrawal had written when it died.
    try ManifestWriter(manifest, session.journal, state: try manifest.state()).amend([.withdrawn(1, rereads: 1)])
    try session.journal.close()
    _ = try run(shop)
    #expect(try orders("bronze.orders", shop) == ["b"])
    #expect(try shop.query("select count(*) from quarantine.bronze_orders") == [["0"]])
    #expect(!FileManager.default.fileExists(atPath: shop.folder.path("lake/dev/bronze/orders/_files/" + Self.first)))
  }
}
