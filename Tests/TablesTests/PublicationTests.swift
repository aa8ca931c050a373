import DeltaLog
import Foundation
import Lake
import Ledger
import PipelineSupport
import Tables
import Testing
import Words

@Suite("Publishing a table")
struct PublicationTests {
  private func shop(_ rules: String, gate: String) throws -> Pipeline {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["project.yml"] = ShopProject.settings + "\nquality: {gate: \(gate)}\n"
    files["quality/silver.orders.dqdl"] = rules
    return try Pipeline(files)
  }

  @Test("is stopped by a failing rule: the version before stays, the verdict is recorded, nothing is left behind")
  func stop() throws {
    let shop = try shop(#"Rules = [ RowCount < 2, IsComplete "order_id" ]"#, gate: "stop")
    let good = try shop.run()
    #expect(good.status == .succeeded, "\(good.trouble)")
    try shop.folder.write(ShopProject.header + "I,b,1,2026-01-01 00:00:00\n", to: "incoming/d2/orders.csv")
    let stopped = try shop.run()
    #expect(stopped.record?.error == "Assay.QualityStop")
    #expect(stopped.record?.cause?.contains("RowCount < 2") == true)
    #expect(try shop.query("select order_id from silver.orders") == [["a"]])
    let (_, journal) = try shop.environment()
    let quality = try #require(try journal.latestQualities()["silver.orders"]).quality
    #expect(quality.rules.map(\.status) == [.fail, .pass])
    #expect(quality.score == 0.5)
    let files = try FileManager.default.contentsOfDirectory(atPath: shop.folder.path("lake/dev/silver/orders"))
    #expect(files.filter { $0.hasSuffix(".parquet") }.count == 1)
  }

  @Test(
    "keeps in the quarantine what a build rejected that the rules stopped, once, until a build comes through",
    arguments: [false, true])
  func stoppedRejects(isWhole: Bool) throws {
    let shop = try shop("Rules = [ RowCount < 2 ]", gate: "stop")
    if isWhole {
      try shop.folder.write(
        """
        select order_id, try_int(amount) as amount, _file, _record,
          case when try_int(amount) is null then 'amount unreadable' end as _reject from bronze.orders
        """, to: "models/silver/orders.sql")
    }
    #expect(try shop.run().status == .succeeded)
    try shop.folder.write(
      ShopProject.header + "I,b,1,2026-01-01 00:00:00\nI,c,x,2026-01-01 00:00:00\n", to: "incoming/d2/orders.csv")
    let rows = "select reason, _file, _record from quarantine.silver_orders"
    for _ in 1...2 {
      let step = try #require(try shop.run().step("silver.orders"))
      #expect(step.error == "Assay.QualityStop")
      #expect((step.counts.read, step.counts.rejected, step.counts.inserted) == (isWhole ? 3 : 2, 1, 0))
      #expect(step.details["quarantinedRows"] == .int(1))
      #expect(try shop.query(rows) == [["amount unreadable", "incoming/d2/orders.csv", "2"]])
      #expect(try shop.query("select order_id from silver.orders") == [["a"]])
    }
    try shop.folder.write("Rules = [ RowCount < 3 ]", to: "quality/silver.orders.dqdl")
    let run = try shop.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(try shop.query(rows).count == 1)
    #expect(try shop.query("select order_id from silver.orders order by 1") == [["a"], ["b"]])
  }

  @Test("is judged again when its rules change, though no row moved")
  func changedRules() throws {
    let shop = try shop("Rules = [ RowCount > 0 ]", gate: "stop")
    #expect(try shop.run().status == .succeeded)
    #expect(try shop.run().step("silver.orders")?.message == "nothing new")
    try shop.folder.write("Rules = [ RowCount > 5 ]", to: "quality/silver.orders.dqdl")
    for _ in 0..<2 {
      let stopped = try shop.run()
      #expect(stopped.record?.error == "Assay.QualityStop")
      #expect(try shop.query("select order_id from silver.orders") == [["a"]])
    }
    try shop.folder.write("Rules = [ RowCount < 5 ]", to: "quality/silver.orders.dqdl")
    #expect(try shop.run().status == .succeeded)
    let (_, journal) = try shop.environment()
    #expect(try journal.latestQualities()["silver.orders"]?.quality.rules.map(\.rule) == ["RowCount < 5"])
    #expect(try shop.run().step("silver.orders")?.message == "nothing new")
  }

  @Test("keeps its version when only rules change, also where the table is written whole")
  func rulesOfAWholeTable() throws {
    let shop = try shop("Rules = [ RowCount > 0 ]", gate: "stop")
    try shop.folder.write("select count(*) as orders from silver.orders", to: "models/gold/totals.sql")
    try shop.folder.write("Rules = [ RowCount = 1 ]", to: "quality/gold.totals.dqdl")
    #expect(try shop.run().status == .succeeded)
    try shop.folder.write("Rules = [ RowCount < 2 ]", to: "quality/gold.totals.dqdl")
    let step = try #require(try shop.run().step("gold.totals"))
    #expect(step.message == "judged by its changed rules" && step.versionAfter == 0)
    let (_, journal) = try shop.environment()
    #expect(try journal.latestQualities()["gold.totals"]?.quality.rules.map(\.rule) == ["RowCount < 2"])
    #expect(try shop.run().step("gold.totals")?.message == "nothing new")
  }

  @Test("goes on with a warning where the gate only warns")
  func warn() throws {
    let shop = try shop("Rules = [ RowCount > 5 ]", gate: "warn")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select count(*) from silver.orders") == [["1"]])
    let (_, journal) = try shop.environment()
    #expect(try journal.logs(LogFilter(minimumLevel: .warning)).contains { $0.message.contains("RowCount > 5") })
  }

  @Test("fails when rows get lost on the way, and says what to do")
  func balance() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\nI,b,2,2026-01-01 00:00:00\n"]))
    try shop.folder.write(ShopProject.orders + " where order_id <> 'b'", to: "models/silver/orders.sql")
    let result = try shop.run()
    #expect(result.record?.error == "Assay.BalanceBroken")
    #expect(result.record?.cause?.contains("2 rows were read from bronze.orders, but 1 came out") == true)
  }

  @Test("takes a new column in, and refuses a lost or retyped one until the table is written anew")
  func schema() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    try shop.run()
    let wider = ShopProject.orders.replacingOccurrences(of: "case when", with: "upper(order_id) as big_id, case when")
    try shop.folder.write(wider, to: "models/silver/orders.sql")
    try shop.folder.write(ShopProject.header + "I,b,1,2026-01-01 00:00:00\n", to: "incoming/d2/orders.csv")
    let added = try shop.run()
    #expect(added.status == .succeeded, "\(added.trouble)")
    #expect(try shop.query("select order_id, big_id from silver.orders order by 1") == [["a", "∅"], ["b", "B"]])
    try shop.folder.write(ShopProject.orders, to: "models/silver/orders.sql")
    try shop.folder.write(ShopProject.header + "I,c,1,2026-01-01 00:00:00\n", to: "incoming/d3/orders.csv")
    let lost = try shop.run()
    #expect(lost.record?.error == "Assay.SchemaChanged")
    #expect(lost.record?.cause?.contains("assay run --table silver.orders --full-refresh") == true)
    #expect(try shop.run(fullRefresh: true).status == .succeeded)
    #expect(try shop.query("select count(*) from silver.orders") == [["3"]])
  }

  @Test(
    "is found and followed up when its worker died before the journal knew: the bookmark moves, no row is read twice")
  func recovery() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\nI,b,x,2026-01-01 00:00:00\n"]))
    try shop.run(["bronze.orders"])
    // The build commits, and then nobody writes the journal.
    let table = TableName(.silver, "orders")
    let session = try shop.session()
    let request = BuildRequest(
      table: table, execution: "lost",
      parameters: .init(runDateText: "2026-11-08", runTimestampText: "2026-11-08 06:10:00.000"))
    _ = try TableBuild(session: session, request: request, reporter: SilentReporter()).run()
    let (_, journal) = try shop.environment()
    #expect(try journal.bookmark(of: "silver.orders") == nil)
    let result = try shop.run(["silver.orders"])
    #expect(result.step("silver.orders")?.message == "nothing new")
    #expect(try shop.query("select count(*) from silver.orders") == [["1"]])
    #expect(try journal.bookmark(of: "silver.orders")?.batch == 1)
  }

  @Test("by two writers at once loses no row and writes none twice")
  func twoWriters() async throws {
    let drops = Dictionary(
      uniqueKeysWithValues: (1...8).map {
        ("d\($0)", "I,k\($0),\($0),2026-01-01 00:00:00\nI,a,\($0),2026-01-0\($0) 00:00:00\n")
      })
    let shop = try Pipeline(ShopProject.files(drops))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          await withCheckedContinuation { done in
            Thread {  // blocking work stays off the cooperative pool
              #expect(throws: Never.self) { try shop.run() }
              done.resume()
            }.start()
          }
        }
      }
    }
    #expect(
      try shop.query("select count(*), count(distinct order_id), sum(amount) from silver.orders") == [["9", "9", "44"]])
  }

  @Test("keeps a secret out of the journal and the log")
  func secret() throws {
    let model = """
      /*---
      materialized: table
      ---*/
      select order_id, hash_text(order_id || secret('salt')) as masked from bronze.orders
      """
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["models/silver/orders.sql"] = model
    let shop = try Pipeline(files)
    let secret = try shop.folder.write("pepper-and-salt", to: ".assay/secrets/salt")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    for path in ["/.assay/dev/journal.sqlite", "/.assay/dev/journal.sqlite-wal"] {
      guard let bytes = FileManager.default.contents(atPath: shop.folder.path + path) else { continue }
      #expect(bytes.range(of: Data("pepper-and-salt".utf8)) == nil)
    }
  }

  @Test("of a model that reads a file outside the lake is refused before it runs")
  func outside() throws {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["models/silver/stolen.sql"] = "/*---\nmaterialized: table\n---*/\nselect * from read_csv('/etc/passwd')"
    let result = try Pipeline(files).run()
    #expect(result.record?.error == "Assay.ProjectInvalid")
    #expect(result.record?.cause?.contains("models/silver/stolen.sql:4:15: error:") == true)
  }
}

struct SilentReporter: StepReporter {
  var isStopped: Bool { false }
  func log(_ level: LogLevel, _ message: String) {}
  func progress(_ fraction: Double?, _ message: String) {}
}
