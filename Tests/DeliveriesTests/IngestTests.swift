import Deliveries
import Foundation
import Ledger
import PipelineSupport
import Testing

@Suite("A source's files")
struct IngestTests {
  @Test("are loaded once, and kept byte by byte")
  func kept() throws {
    let text = ShopProject.header + "I,a,1,2026-01-01 00:00:00\r\nI,b,2,2026-01-01 00:00:00"
    let shop = try Pipeline(ShopProject.files([:]))
    try shop.folder.write(text, to: "incoming/d1/orders.csv")
    try shop.run(["bronze.orders"])
    #expect(try shop.folder.read("lake/dev/bronze/orders/_files/incoming/d1/orders.csv") == text)
    #expect(
      try shop.query("select order_id, _file, _record, _source, _op from bronze.orders order by _record") == [
        ["a", "incoming/d1/orders.csv", "1", "orders", "I"], ["b", "incoming/d1/orders.csv", "2", "orders", "I"],
      ])
    #expect(try shop.run(["bronze.orders"]).step("bronze.orders")?.message == "nothing new")
  }

  @Test("that change under a loaded name are an error, and what was loaded stays")
  func changed() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    try shop.run()
    try shop.folder.write(ShopProject.header + "I,a,5,2026-01-01 00:00:00\n", to: "incoming/d1/orders.csv")
    let result = try shop.run()
    #expect(result.status == .failed)
    #expect(result.record?.error == "Assay.FileChanged")
    #expect(result.record?.cause?.contains("incoming/d1/orders.csv changed after it was loaded on") == true)
    #expect(try shop.query("select amount from bronze.orders") == [["1"]])
    let (_, journal) = try shop.environment()
    let told = try journal.logs(LogFilter(minimumLevel: .error)).filter { $0.message.contains("changed after") }
    #expect(told.count == 1)
  }

  @Test("that were loaded are counted, also when another file of the run fails")
  func partly() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    try shop.run()
    try shop.folder.write(ShopProject.header + "I,a,5,2026-01-01 00:00:00\n", to: "incoming/d1/orders.csv")
    try shop.folder.write(ShopProject.header + "I,b,1,2026-01-01 00:00:00\n", to: "incoming/d2/orders.csv")
    let step = try #require(try shop.run().step("bronze.orders"))
    #expect(step.status == .failed && step.counts.read == 1 && step.counts.inserted == 1)
    #expect(try shop.query("select count(*) from bronze.orders") == [["2"]])
  }

  @Test("that never loaded may be replaced")
  func replaced() throws {
    let shop = try Pipeline(ShopProject.files([:]))
    try shop.folder.write("", to: "incoming/d1/orders.csv")
    let failed = try shop.run()
    #expect(failed.record?.error == "Assay.FileEmpty")
    #expect(failed.step("silver.orders")?.status == .skipped)
    try shop.folder.write(ShopProject.header + "I,a,1,2026-01-01 00:00:00\n", to: "incoming/d1/orders.csv")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select count(*) from silver.orders") == [["1"]])
  }

  @Test("are expected every day but that of the first load, whose run may be repeated")
  func firstLoadRepeated() throws {
    var files = ShopProject.files(["full": "I,a,1,2026-01-01 00:00:00\n"])
    files["project.yml"] = ShopProject.settings + "\n    expect: incoming/{run_date}/orders.csv\n"
    let shop = try Pipeline(files)
    for _ in 1...2 {
      let first = try shop.run(day: "2026-11-08")
      #expect(first.status == .succeeded, "\(first.trouble)")
    }
    #expect(try shop.run(day: "2026-11-09").record?.error == "Assay.SourceMissing")
    try shop.folder.write(ShopProject.header + "I,b,1,2026-01-01 00:00:00\n", to: "incoming/2026-11-09/orders.csv")
    #expect(try shop.run(day: "2026-11-09").status == .succeeded)
  }

  @Test("lose only their malformed records, to quarantine, with record and reason")
  func malformed() throws {
    let shop = try Pipeline(ShopProject.files([:]))
    var bytes = Array((ShopProject.header + "I,a,1,2026-01-01 00:00:00\nI,b,2\nI,").utf8)
    bytes += [0xFF, 0xFE] + Array(",3,2026-01-01 00:00:00\nI,d,".utf8)
    bytes +=
      [UInt8](repeating: UInt8(ascii: "9"), count: 10 << 20)
      + Array(",2026-01-01 00:00:00\nI,e,5,2026-01-01 00:00:00\n".utf8)
    try shop.folder.write(bytes, to: "incoming/d1/orders.csv")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select order_id, _record from bronze.orders order by 2") == [["a", "1"], ["e", "5"]])
    let quarantine = try shop.query("select _record, reason from quarantine.bronze_orders order by 1")
    #expect(quarantine.map { $0[0] } == ["2", "3", "4"])
    #expect(
      quarantine.map { $0[1] } == [
        "3 fields instead of 4", "not valid UTF-8", "10485784 bytes, more than a record may have",
      ])
    let counts = try #require(result.step("bronze.orders")?.counts)
    #expect((counts.read, counts.inserted, counts.rejected) == (5, 2, 3))
  }

  @Test("with a missing column fail, with a new one are loaded and the change is recorded")
  func drift() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    try shop.run()
    try shop.folder.write("op,order_id,updated_at\nI,b,2026-01-01 00:00:00\n", to: "incoming/d2/orders.csv")
    let missing = try shop.run()
    #expect(missing.record?.error == "Assay.ColumnsWrong")
    #expect(missing.record?.cause?.contains("the column “amount” is missing") == true)
    try FileManager.default.removeItem(atPath: shop.folder.path("incoming/d2/orders.csv"))
    try shop.folder.write(
      "op,order_id,amount,updated_at,coupon\nI,c,2,2026-01-01 00:00:00,X\n", to: "incoming/d3/orders.csv")
    let new = try shop.run()
    #expect(new.status == .succeeded, "\(new.trouble)")
    #expect(try shop.query("select order_id, coupon from bronze.orders order by 1") == [["a", "∅"], ["c", "X"]])
    let (_, journal) = try shop.environment()
    #expect(try journal.schemaDrift().map(\.drift.column) == ["coupon"])
  }

  @Test(
    "whose columns changed are warned of until the next delivery came or they were withdrawn", arguments: [true, false])
  func standingDrift(withdrawn: Bool) throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    try shop.run()
    func warnings() throws -> [String?] {
      (try shop.run().step("bronze.orders")?.details["warnings"]?.arrayValue ?? []).map(\.stringValue)
    }
    let wide = "op,order_id,amount,updated_at,coupon,code\nI,c,2,2026-01-01 00:00:00,X,1\n"
    try shop.folder.write(wide, to: "incoming/d2/orders.csv")
    for _ in 1...2 {
      let told = try #require(try warnings().first ?? nil)
      #expect(told.hasPrefix("incoming/d2/orders.csv: the column “code” is new, and 1 more change of columns"))
    }
    if withdrawn {
      let session = try shop.session()
      _ = try Withdrawal(session: session, source: try #require(session.workspace.project.sources.first))
        .withdraw("incoming/d2/orders.csv", by: "tester")
    } else {
      try shop.folder.write(wide.replacing("I,c,", with: "I,d,"), to: "incoming/d3/orders.csv")
    }
    for _ in 1...2 { #expect(try warnings() == []) }
  }

  @Test("of different width warn of no new column in a first load, where none is new, and of one that comes later")
  func firstWidths() throws {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["incoming/d2/orders.csv"] = "op,order_id,amount,updated_at,coupon\nI,b,2,2026-01-01 00:00:00,X\n"
    let shop = try Pipeline(files)
    for _ in 1...2 {
      let run = try shop.run()
      #expect(run.status == .succeeded, "\(run.trouble)")
      #expect(run.step("bronze.orders")?.details["warnings"] == nil)
    }
    #expect(try shop.query("select order_id, coupon from bronze.orders order by 1") == [["a", "∅"], ["b", "X"]])
    // What was found is written down all the same.
    let (_, journal) = try shop.environment()
    #expect(try journal.schemaDrift().map(\.drift.column) == ["coupon"])
    #expect(try journal.logs(LogFilter(minimumLevel: .warning)).map(\.message).filter { $0.contains("coupon") } == [])
    try shop.folder.write(
      "op,order_id,amount,updated_at,coupon,code\nI,c,2,2026-01-01 00:00:00,X,1\n", to: "incoming/d3/orders.csv")
    let told = try shop.run().step("bronze.orders")?.details["warnings"]?.arrayValue?.compactMap(\.stringValue)
    #expect(told?.map { $0.contains("“code” is new") } == [true])
  }

  @Test(
    "of other columns altogether, or of blanks, are refused in a first load, too, and cost only themselves",
    arguments: [
      ("sep=;\nop;order_id\nI;b\n", "the column “amount” is missing"), ("op;order_id\nI;b\n", "“order_id” is missing"),
      ("\n\n  \n", "holds nothing but blanks"), ("\u{FEFF}\r\n", "holds nothing but blanks"),
    ])
  func otherFiles(text: String, told: String) throws {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["incoming/d2/orders.csv"] = text
    let shop = try Pipeline(files)
    let step = try #require(try shop.run().step("bronze.orders"))
    #expect(step.status == .failed)
    #expect(step.cause?.contains("incoming/d2/orders.csv") == true && step.cause?.contains(told) == true)
    #expect(try shop.query("select order_id from bronze.orders") == [["a"]])
  }

  @Test("whose changes of columns the source accepts warn of nothing")
  func acceptedDrift() throws {
    var files = ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"])
    files["project.yml"] = ShopProject.settings.replacing("format: csv", with: "format: csv\n    on_new_column: accept")
    let shop = try Pipeline(files)
    try shop.run()
    try shop.folder.write(
      "op,order_id,amount,updated_at,coupon\nI,c,2,2026-01-01 00:00:00,X\n", to: "incoming/d2/orders.csv")
    #expect(try shop.run().step("bronze.orders")?.details["warnings"] == nil)
  }

  @Test("have their change of columns recorded once, also when another file of the same run fails")
  func driftBesideFailure() throws {
    let shop = try Pipeline(ShopProject.files(["d1": "I,a,1,2026-01-01 00:00:00\n"]))
    try shop.run()
    try shop.folder.write("op,order_id,updated_at\nI,b,2026-01-01 00:00:00\n", to: "incoming/d2/orders.csv")
    try shop.folder.write(
      "op,order_id,amount,updated_at,coupon\nI,c,2,2026-01-01 00:00:00,X\n", to: "incoming/d3/orders.csv")
    #expect(try shop.run().status == .failed)
    try FileManager.default.removeItem(atPath: shop.folder.path("incoming/d2/orders.csv"))
    #expect(try shop.run().status == .succeeded)
    let (_, journal) = try shop.environment()
    #expect(try journal.schemaDrift().map(\.drift.column) == ["coupon"])
  }

  @Test("in another encoding are transcoded beside the original")
  func latin1() throws {
    let shop = try Pipeline(ShopProject.files([:]))
    try shop.folder.write(
      ShopProject.settings.replacingOccurrences(of: "format: csv", with: "format: csv\n    encoding: iso-8859-1"),
      to: "project.yml")
    try shop.folder.write(
      Array((ShopProject.header + "I,caf").utf8) + [0xE9] + Array(",1,2026-01-01 00:00:00\n".utf8),
      to: "incoming/d1/orders.csv")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select order_id from silver.orders") == [["café"]])
    #expect(
      FileManager.default.fileExists(
        atPath: shop.folder.path("lake/dev/bronze/orders/_files/incoming/d1/orders.csv.utf8")))
  }

  @Test("of JSON lines give their members as text; lines that are no objects go to quarantine")
  func jsonLines() throws {
    let shop = try Pipeline([
      "project.yml": ShopProject.settings.replacingOccurrences(of: "orders.csv", with: "orders.jsonl")
        .replacingOccurrences(of: "format: csv", with: "format: jsonl"),
      "models/silver/orders.sql": ShopProject.orders,
      "incoming/d1/orders.jsonl": """
      {"op":"I","order_id":"a","amount":1,"updated_at":"2026-01-01 00:00:00"}
      [1]
      {"op":"I","order_id":"b","amount":"NULL","updated_at":"2026-01-01 00:00:00"}
      {"op":"I","order_id":

      """,
    ])
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(
      try shop.query("select order_id, amount, _record from bronze.orders order by 3") == [
        ["a", "1", "1"], ["b", "∅", "3"],
      ])
    #expect(try shop.query("select _record from quarantine.bronze_orders order by 1") == [["2"], ["4"]])
  }

  @Test("of Parquet read with their record numbers; a cut one is an error that names the file")
  func parquet() throws {
    let shop = try Pipeline([
      "project.yml": ShopProject.settings.replacingOccurrences(of: "orders.csv", with: "orders.parquet")
        .replacingOccurrences(of: "format: csv", with: "format: parquet"),
      "models/silver/orders.sql": ShopProject.orders,
    ])
    let lake = shop.folder.path("lake/dev")
    try FileManager.default.createDirectory(atPath: lake, withIntermediateDirectories: true)
    try shop.engine().connection.execute(
      "COPY (SELECT 'I' AS op, 'k' || i AS order_id, i AS amount, '2026-01-01 00:00:00' AS updated_at FROM range(1, 4) t(i)) TO '\(lake)/made.parquet' (FORMAT parquet)"
    )
    let bytes = try Data(contentsOf: URL(fileURLWithPath: lake + "/made.parquet"))
    try shop.folder.write(Array(bytes), to: "incoming/d1/orders.parquet")
    try shop.folder.write(Array(bytes.prefix(bytes.count - 20)), to: "incoming/d2/orders.parquet")
    let result = try shop.run(["bronze.orders"])
    #expect(result.record?.error == "Assay.FileUnreadable")
    #expect(result.record?.cause?.hasPrefix("incoming/d2/orders.parquet is no whole Parquet file") == true)
    #expect(
      try shop.query("select order_id, amount, _record from bronze.orders order by 3") == [
        ["k1", "1", "1"], ["k2", "2", "2"], ["k3", "3", "3"],
      ])
  }

  @Test("kept as a Delta table give the same rows as kept as files")
  func keptAsDelta() throws {
    let drops = ["d1": "I,a,1,2026-01-01 00:00:00\nI,b,x,2026-01-01 00:00:00\n", "d2": "U,a,2,2026-01-02 00:00:00\n"]
    let asFiles = try Pipeline(ShopProject.files(drops))
    let asDelta = try Pipeline(ShopProject.files(drops))
    try asDelta.folder.write(ShopProject.settings + "\n    keep: delta\n", to: "project.yml")
    for shop in [asFiles, asDelta] {
      let result = try shop.run()
      #expect(result.status == .succeeded, "\(result.trouble)")
    }
    for sql in [
      "select order_id, amount, _op, _file, _record from bronze.orders order by _file, _record",
      "select * from silver.orders order by 1",
    ] {
      #expect(try asDelta.query(sql) == asFiles.query(sql))
    }
  }

  @Test("that a run expects and that have not come stop what is made from them")
  func expected() throws {
    let shop = try Pipeline(ShopProject.files(["2026-11-08": "I,a,1,2026-01-01 00:00:00\n"]))
    try shop.folder.write(ShopProject.settings + "\n    expect: incoming/{run_date}/orders.csv\n", to: "project.yml")
    try shop.run(day: "2026-11-08")
    let late = try shop.run(day: "2026-11-09")
    #expect(late.record?.error == "Assay.SourceMissing")
    #expect(late.step("silver.orders")?.status == .skipped)
    try shop.folder.write(ShopProject.header + "I,b,1,2026-01-01 00:00:00\n", to: "incoming/2026-11-09/orders.csv")
    #expect(try shop.run(day: "2026-11-09").status == .succeeded)
  }
}
