import Clocks
import DuckDBCompute
import Foundation
import ModelSQL
import PipelineSupport
import Tables
import Testing
import Words

@Suite("A merged table")
struct MergeTests {
  private let all = "select order_id, amount, updated_at from silver.orders order by order_id"

  @Test("takes the first file whole: one row for each key, the newest, and rejects with their reason")
  func firstFile() throws {
    let shop = try Pipeline(
      ShopProject.files([
        "d1": """
        I,a,1,2026-01-01 00:00:00
        I,a,2,2026-01-02 00:00:00
        I,b,x,2026-01-01 00:00:00
        I,,5,2026-01-01 00:00:00
        D,c,1,2026-01-01 00:00:00

        """
      ]))
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query(all) == [["a", "2", "2026-01-02 00:00:00"]])
    let counts = try #require(result.step("silver.orders")?.counts)
    #expect(counts.read == 5)
    #expect((counts.inserted, counts.superseded, counts.rejected, counts.deleted) == (1, 1, 2, 1))
    let quarantine = try shop.query("select reason, _file, _record from quarantine.silver_orders order by _record")
    #expect(
      quarantine == [
        ["amount unreadable", "incoming/d1/orders.csv", "3"],
        ["order_id is null (unique_key)", "incoming/d1/orders.csv", "4"],
      ])
  }

  @Test("applies later files: updates, inserts, deletes; older rows are superseded")
  func laterFiles() throws {
    let shop = try Pipeline(
      ShopProject.files([
        "d1": "I,a,1,2026-01-02 00:00:00\nI,b,1,2026-01-02 00:00:00\nI,c,1,2026-01-02 00:00:00\n"
      ]))
    try shop.run()
    try shop.folder.write(
      ShopProject.header
        + "U,a,9,2026-01-01 00:00:00\nU,b,7,2026-01-03 00:00:00\nD,c,1,2026-01-03 00:00:00\nI,d,4,2026-01-03 00:00:00\n",
      to: "incoming/d2/orders.csv")
    let result = try shop.run()
    #expect(
      try shop.query(all) == [
        ["a", "1", "2026-01-02 00:00:00"], ["b", "7", "2026-01-03 00:00:00"], ["d", "4", "2026-01-03 00:00:00"],
      ])
    let counts = try #require(result.step("silver.orders")?.counts)
    #expect(
      counts
        == RowCounts(
          read: 4, inserted: 1, updated: 1, deleted: 1, superseded: 1, rejected: 0, removed: 0, duplicates: 1))
  }

  @Test("does not bring a deleted row back when an older one of it arrives later")
  func tombstones() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "D,a,1,2026-01-05 00:00:00\nI,b,1,2026-01-01 00:00:00\n"]))
    try shop.run()
    try shop.folder.write(ShopProject.header + "I,a,1,2026-01-04 00:00:00\n", to: "incoming/d2/orders.csv")
    try shop.run()
    #expect(try shop.query("select order_id from silver.orders") == [["b"]])
    try shop.folder.write(ShopProject.header + "I,a,3,2026-01-06 00:00:00\n", to: "incoming/d3/orders.csv")
    try shop.run()
    #expect(try shop.query("select order_id, amount from silver.orders order by 1") == [["a", "3"], ["b", "1"]])
  }

  @Test("changes nothing when nothing is new")
  func unchanged() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    let first = try shop.run()
    let second = try shop.run()
    let step = try #require(second.step("silver.orders"))
    #expect(step.message == "nothing new")
    #expect(step.versionAfter == first.step("silver.orders")?.versionAfter)
    #expect(second.step("bronze.orders")?.counts.read == 0)
  }

  @Test("is the same whatever the order of the files")
  func anyOrder() throws {
    let drops = [
      "d1": "I,a,1,2026-01-01 00:00:00\nI,b,1,2026-01-01 00:00:00\nI,c,1,2026-01-01 00:00:00\n",
      "d2": "U,a,2,2026-01-02 00:00:00\nD,b,1,2026-01-02 00:00:00\n",
      "d3": "U,a,3,2026-01-03 00:00:00\nU,c,x,2026-01-03 00:00:00\nI,b,8,2026-01-03 00:00:00\n",
    ]
    var outcomes: Set<[[String]]> = []
    for order in [["d1", "d2", "d3"], ["d3", "d1", "d2"], ["d2", "d3", "d1"], ["d3", "d2", "d1"]] {
      let shop = try Pipeline(ShopProject.files([:]))
      for day in order {
        try shop.folder.write(ShopProject.header + (drops[day] ?? ""), to: "incoming/\(day)/orders.csv")
        let result = try shop.run()
        #expect(result.status == .succeeded, "\(result.trouble)")
      }
      outcomes.insert(try shop.query(all))
    }
    #expect(
      outcomes == [
        [["a", "3", "2026-01-03 00:00:00"], ["b", "8", "2026-01-03 00:00:00"], ["c", "1", "2026-01-01 00:00:00"]]
      ])
  }

  @Test("is the same after a full refresh, and its quarantine holds each rejected row once")
  func fullRefresh() throws {
    let shop = try Pipeline(
      ShopProject.files([
        "d1": "I,a,1,2026-01-01 00:00:00\nI,b,x,2026-01-01 00:00:00\n", "d2": "U,a,2,2026-01-02 00:00:00\n",
      ]))
    try shop.run()
    let before = try shop.query(all)
    let result = try shop.run(fullRefresh: true)
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query(all) == before)
    #expect(try shop.query("select count(*) from quarantine.silver_orders") == [["1"]])
  }

  /// The declared order leaves it open which of these rows of a key is the newest.
  private static let tiedDrops = [
    "d1":
      "I,a,1,2026-01-01 00:00:00\nI,b,5,2026-01-01 00:00:00\nI,c,1,2026-01-01 00:00:00\nI,d,1,2026-01-01 00:00:00\n",
    "d2":
      "U,a,2,2026-01-01 00:00:00\nU,b,4,2026-01-01 00:00:00\nD,c,1,2026-01-01 00:00:00\nI,d,1,2026-01-01 00:00:00\n",
    "d3": "U,a,,2026-01-01 00:00:00\nU,b,5,2026-01-01 00:00:00\nU,c,9,2026-01-01 00:00:00\nI,e,1,2026-01-01 00:00:00\n",
  ]

  @Test("settles a tie of the declared order the same way whatever the order of the files, and in a full refresh")
  func ties() throws {
    var outcomes: Set<[[String]]> = []
    for order in [["d1", "d2", "d3"], ["d3", "d2", "d1"], ["d2", "d3", "d1"], ["d1", "d3", "d2"]] {
      var files = ShopProject.files([:])
      files["models/silver/orders.sql"] = ShopProject.orders
        .replacing("newest_by: [updated_at, _file, _record]", with: "newest_by: [updated_at]")
        .replacing("case when try_int(amount) is null then 'amount unreadable' end as _reject,", with: "")
        .replacing(" as _deleted, _file, _record", with: " as _deleted")
      let shop = try Pipeline(files)
      for day in order {
        try shop.folder.write(ShopProject.header + (Self.tiedDrops[day] ?? ""), to: "incoming/\(day)/orders.csv")
        let result = try shop.run()
        #expect(result.status == .succeeded, "\(result.trouble)")
      }
      outcomes.insert(try shop.query(all))
      try shop.run(fullRefresh: true)
      outcomes.insert(try shop.query(all))
    }
    let moment = "2026-01-01 00:00:00"
    #expect(outcomes == [[["a", "2", moment], ["b", "5", moment], ["d", "1", moment], ["e", "1", moment]]])
  }

  @Test("is the same when the model's rows are kept in a file, and leaves no such file behind")
  func keptInFile() throws {
    let shop = try Pipeline(
      ShopProject.files([
        "d1":
          "I,a,1,2026-01-01 00:00:00\nI,a,2,2026-01-02 00:00:00\nI,b,x,2026-01-01 00:00:00\nD,c,1,2026-01-01 00:00:00\n"
      ]))
    try shop.run(["bronze.orders"])
    let request = BuildRequest(
      table: TableName(.silver, "orders"), execution: "test",
      parameters: RunParameters(runDate: CalendarDay(shop.now), runTimestamp: shop.now))
    try {
      let session = try shop.session(EngineResources(rowsInMemory: 0))
      let outcome = try TableBuild(session: session, request: request, reporter: SilentReporter()).run()
      #expect((outcome.counts.inserted, outcome.counts.superseded, outcome.counts.rejected) == (1, 1, 1))
    }()
    #expect(try shop.query(all) == [["a", "2", "2026-01-02 00:00:00"]])
    let (workspace, _) = try shop.environment()
    #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.spillPath).isEmpty)
  }
}
