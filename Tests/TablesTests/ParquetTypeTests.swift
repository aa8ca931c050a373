import Foundation
import PipelineSupport
import Testing

@testable import DuckDBCompute
@testable import Tables

@Suite("Parquet files")
struct ParquetTypeTests {
  private static func project(_ source: String = "", silver: String = "select id, v from bronze.orders") -> [String:
    String]
  {
    [
      "project.yml": """
      name: little
      environments:
        dev: {lake: lake/dev}
      sources:
        orders:
          path: incoming/*.parquet
          format: parquet
          \(source)
      """,
      "models/silver/orders.sql": silver,
    ]
  }

  /// The bytes of a file with the rows of a SELECT.
  private func bytes(_ shop: Pipeline, _ select: String) throws -> [UInt8] {
    let lake = shop.folder.path("lake/dev")
    try FileManager.default.createDirectory(atPath: lake, withIntermediateDirectories: true)
    try shop.engine().connection.execute("COPY (\(select)) TO '\(lake)/made.parquet' (FORMAT parquet)")
    return Array(try Data(contentsOf: URL(fileURLWithPath: lake + "/made.parquet")))
  }

  private func types(_ shop: Pipeline) throws -> [String: String] {
    let entry = try Catalog(try shop.session()).entry(.init(.bronze, "orders"))
    return Dictionary(entry.columns.map { ($0.name, $0.type) }) { first, _ in first }
  }

  @Test("keep their types in Bronze and in what is made from it; nested values are JSON text")
  func kept() throws {
    let shop = try Pipeline(
      Self.project(silver: "select i, b, d, f, t, day, moment, zoned, list, nested, s, nothing from bronze.orders"))
    try shop.folder.write(
      try bytes(
        shop,
        """
        SELECT 7::INTEGER AS i, 8::BIGINT AS b, 1.50::DECIMAL(12,2) AS d, 2.5::DOUBLE AS f, true AS t,
          DATE '2026-11-08' AS day, TIMESTAMP '2026-11-08 10:00:00.5' AS moment,
          TIMESTAMPTZ '2026-11-08 10:00:00+01' AS zoned, [1, 2] AS list, {'a': 1, 'b': 'x'} AS nested, 'text' AS s,
          NULL::INTEGER AS nothing
        """), to: "incoming/1.parquet")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(
      try types(shop) == [
        "i": "integer", "b": "long", "d": "decimal(12,2)", "f": "double", "t": "boolean", "day": "date",
        "moment": "timestamp", "zoned": "timestamp", "list": "string", "nested": "string", "s": "string",
        "nothing": "string",
      ])
    #expect(
      try shop.query("select i + 1, d + 1, day, moment, zoned, list, nested, nothing from silver.orders") == [
        [
          "8", "2.50", "2026-11-08", "2026-11-08 10:00:00.5", "2026-11-08 09:00:00", "[1,2]", #"{"a":1,"b":"x"}"#, "∅",
        ]
      ])
  }

  @Test(
    "of other types than before give the column the type that holds both, and lose no value",
    arguments: [
      ("1::INTEGER", "9223372036854775807::BIGINT", "BIGINT", "1", "9223372036854775807"),
      ("1::INTEGER", "1.25::DECIMAL(5,2)", "DECIMAL(12,2)", "1.00", "1.25"),
      ("1::BIGINT", "0.5::DOUBLE", "VARCHAR", "1", "0.5"), ("1::BIGINT", "2::DOUBLE", "VARCHAR", "1", "2"),
      ("1::INTEGER", "0.5::DOUBLE", "DOUBLE", "1.0", "0.5"), ("1::INTEGER", "'two'", "VARCHAR", "1", "two"),
      ("0.1::DECIMAL(10,2)", "0.25::DOUBLE", "VARCHAR", "0.10", "0.25"),
      (
        "TIMESTAMP '2026-11-08 10:00:00'", "DATE '2026-11-09'", "TIMESTAMP", "2026-11-08 10:00:00",
        "2026-11-09 00:00:00"
      ),
      ("true", "1::INTEGER", "VARCHAR", "true", "1"), ("[1]", "1::INTEGER", "VARCHAR", "[1]", "1"),
      ("1::INTEGER", "NULL::VARCHAR", "INTEGER", "1", "∅"),
      ("1.5::DECIMAL(38,10)", "1::BIGINT", "DECIMAL(38,10)", "1.5000000000", "1.0000000000"),
      ("1.5::DECIMAL(38,30)", "1000000000::BIGINT", "VARCHAR", nil, "1000000000"),
    ] as [(String, String, String, String?, String)])
  func mixed(first: String, second: String, type: String, one: String?, other: String) throws {
    for keep in ["files", "delta"] {
      let shop = try Pipeline(Self.project("keep: \(keep)", silver: "select id, typeof(v) as t, v from bronze.orders"))
      try shop.folder.write(try bytes(shop, "SELECT 1 AS id, \(first) AS v"), to: "incoming/1.parquet")
      #expect(try shop.run().trouble == "")
      try shop.folder.write(try bytes(shop, "SELECT 2 AS id, \(second) AS v"), to: "incoming/2.parquet")
      let result = try shop.run(fullRefresh: true)
      #expect(result.trouble == "")
      let rows = try shop.query("select id, t, v from silver.orders order by id")
      #expect(rows.map { $0[1] } == [type, type] || keep == "delta", "\(keep)")
      if let one, keep == "files" { #expect(rows.map { $0[2] } == [one, other]) }
    }
  }

  @Test("whose page is damaged are named when they come in, and the others go on")
  func damaged() throws {
    let shop = try Pipeline(Self.project())
    let whole = try bytes(shop, "SELECT i AS id, 'value ' || hash(i) AS v FROM range(1000) t(i)")
    var broken = whole
    for index in 20..<200 { broken[index] ^= 0x5A }
    try shop.folder.write(broken, to: "incoming/1.parquet")
    try shop.folder.write(whole, to: "incoming/2.parquet")
    let result = try shop.run()
    #expect(result.step("bronze.orders")?.cause?.hasPrefix("incoming/1.parquet is no whole Parquet file") == true)
    try FileManager.default.removeItem(atPath: shop.folder.path("incoming/1.parquet"))
    #expect(try shop.run().trouble == "")
    #expect(try shop.query("select count(*) from silver.orders") == [["1000"]])
  }

  @Test("with decimals of more than 38 digits are refused by the column's name")
  func wideDecimals() throws {
    let shop = try Pipeline(Self.project())
    var file = try bytes(shop, "SELECT 1 AS id, 1.2::DECIMAL(38,2) AS v")
    // The footer says the precision twice, as a field of a 32-bit number.
    for index in file.indices.dropLast() where file[index] == 0x15 && file[index + 1] == 0x4C { file[index + 1] = 0x78 }
    try shop.folder.write(file, to: "incoming/1.parquet")
    let result = try shop.run(["bronze.orders"])
    #expect(
      result.step("bronze.orders")?.cause?.contains("1.parquet: the column “v” is a decimal of 60 digits") == true)
  }

  @Test(
    "that declare another type are told, or refused where the source says so",
    arguments: [
      ("1::INTEGER", "'two'", true), ("1.5::DECIMAL(10,2)", "1.5::DOUBLE", true),
      ("TIMESTAMP '2026-11-08 10:00:00'", "DATE '2026-11-08'", true), ("'1'", "1::INTEGER", true),
      ("1::INTEGER", "1::BIGINT", false), ("1.5::DECIMAL(10,2)", "1.5::DECIMAL(12,4)", false),
      ("1::INTEGER", "NULL::VARCHAR", false), ("true", "1::INTEGER", true),
    ])
  func retyped(first: String, second: String, isTold: Bool) throws {
    let shop = try Pipeline(Self.project("on_retyped_column: fail"))
    try shop.folder.write(try bytes(shop, "SELECT 1 AS id, \(first) AS v"), to: "incoming/1.parquet")
    #expect(try shop.run(["bronze.orders"]).trouble == "")
    try shop.folder.write(try bytes(shop, "SELECT 2 AS id, \(second) AS v"), to: "incoming/2.parquet")
    let result = try shop.run(["bronze.orders"])
    #expect((result.status == .failed) == isTold, "\(result.trouble)")
  }
}
