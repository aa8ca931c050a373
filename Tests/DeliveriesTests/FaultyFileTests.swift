import Foundation
import PipelineSupport
import Testing

@Suite("A file with faults")
struct FaultyFileTests {
  private static func jsonProject(_ lines: [String: String]) -> [String: String] {
    var files = [
      "project.yml": ShopProject.settings.replacingOccurrences(of: "orders.csv", with: "orders.jsonl")
        .replacingOccurrences(of: "format: csv\n", with: "format: jsonl\n")
        .replacingOccurrences(of: "    changes: {operation: op}", with: "")
    ]
    for (day, text) in lines { files["incoming/\(day)/orders.jsonl"] = text }
    return files
  }

  @Test("in every block has each of them in quarantine, with number and text, and the longest cut")
  func many() throws {
    let shop = try Pipeline(ShopProject.files([:]))
    let count = 150_000
    var text = ShopProject.header
    for number in 1...count {
      text +=
        number % 1000 == 0 ? "I,k\(number),1,2026-01-01 00:00:00\n" : "record \(number) of the wrong kind, and long\n"
    }
    text += String(repeating: "x", count: 100_000) + "\n"
    try shop.folder.write(text, to: "incoming/d1/orders.csv")
    let result = try shop.run(["bronze.orders"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    let counts = try #require(result.step("bronze.orders")?.counts)
    #expect((counts.read, counts.inserted, counts.rejected) == (150_001, 150, 149_851))
    #expect(try shop.query("select count(*) from bronze.orders") == [["150"]])
    #expect(
      try shop.query(
        """
        select count(*), count(distinct _record), min(_record), max(_record), max(length("row")),
          sum(case when "row" like 'record ' || _record || ' of %' then 1 else 0 end)
        from quarantine.bronze_orders
        """) == [["149851", "149851", "1", "150001", "65536", "149850"]])
  }

  @Test("that only a JSON parser finds loses those lines alone, and the files after it are loaded")
  func json() throws {
    let shop = try Pipeline(
      Self.jsonProject([
        "d1": #"{"order_id":"a"}"# + "\n" + #"{"order_id":"\x"}"# + "\n" + #"{"order_id":tru}"# + "\n[1]\n",
        "d2": #"{"order_id":"b"}"#,
      ]))
    let result = try shop.run(["bronze.orders"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(try shop.query("select order_id from bronze.orders where order_id > '' order by 1") == [["a"], ["b"]])
    #expect(
      try shop.query("select _record, reason from quarantine.bronze_orders order by 1") == [
        ["2", "not a JSON object: an unknown \\ in a text"], ["3", "not a JSON object: tru is no JSON value"],
        ["4", "not a JSON object: it does not begin with {"],
      ])
  }

  @Test("in its names of members has none: any name but an empty one is a column")
  func jsonNames() throws {
    let shop = try Pipeline(Self.jsonProject(["d1": #"{"a\"b":1,"a\\b":2,"*":3,"a/b~c":4,"a.b":5,"it's":6}"#]))
    let result = try shop.run(["bronze.orders"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(
      try shop.query(#"select "a""b", "a\b", "*", "a/b~c", "a.b", "it's" from bronze.orders"#) == [
        ["1", "2", "3", "4", "5", "6"]
      ])
    try shop.folder.write(#"{"":1}"#, to: "incoming/d2/orders.jsonl")
    #expect(try shop.run(["bronze.orders"]).record?.error == "Assay.ColumnsWrong")
  }

  @Test("in its header that differ by case alone is refused by name")
  func headerCase() throws {
    let shop = try Pipeline(ShopProject.files([:]))
    try shop.folder.write("op,order_id,Order_ID,updated_at\nI,a,b,c\n", to: "incoming/d1/orders.csv")
    #expect(try shop.run().record?.cause?.contains("the header names “Order_ID” twice") == true)
  }

  @Test("has none in Parquet for columns that the engine itself uses the names of")
  func parquetNames() throws {
    let shop = try Pipeline([
      "project.yml": ShopProject.settings.replacingOccurrences(of: "orders.csv", with: "orders.parquet")
        .replacingOccurrences(of: "format: csv\n", with: "format: parquet\n")
        .replacingOccurrences(of: "    changes: {operation: op}", with: "")
    ])
    let lake = shop.folder.path("lake/dev")
    try FileManager.default.createDirectory(atPath: lake, withIntermediateDirectories: true)
    try shop.engine().connection.execute(
      "COPY (SELECT i AS file_row_number, 'f' || i AS filename FROM range(7, 10) t(i)) TO '\(lake)/made.parquet' (FORMAT parquet)"
    )
    try shop.folder.write(
      Array(Data(contentsOf: URL(fileURLWithPath: lake + "/made.parquet"))), to: "incoming/d1/orders.parquet")
    let result = try shop.run(["bronze.orders"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(
      try shop.query("select file_row_number, filename, _record from bronze.orders order by 3") == [
        ["7", "f7", "1"], ["8", "f8", "2"], ["9", "f9", "3"],
      ])
  }

  @Test("delivered often does not make its quarantine's log long to read")
  func checkpoint() throws {
    let shop = try Pipeline(
      ShopProject.files(Dictionary(uniqueKeysWithValues: (10...20).map { ("d\($0)", "I,broken\n") })))
    let result = try shop.run(["bronze.orders"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    let log = try FileManager.default.contentsOfDirectory(
      atPath: shop.folder.path("lake/dev/quarantine/bronze_orders/_delta_log"))
    #expect(log.contains { $0.hasSuffix(".checkpoint.parquet") })
    #expect(try shop.query("select count(*) from quarantine.bronze_orders") == [["11"]])
  }
}
