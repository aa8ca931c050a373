import Foundation
import JSON
import TestSupport
import Testing

/// What a project made once and makes no more, and what is refused meanwhile.
@Suite struct LeftOverTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      name: little
      sources:
        orders: {path: "incoming/*.csv"}
      """, to: "project.yml")
    try folder.write("select id from bronze.orders", to: "models/silver/orders.sql")
    try folder.write("id\n1\n", to: "incoming/1.csv")
    assay = Binary(folder: folder.path)
    #expect(try assay("run").status == 0)
  }

  @Test("the table of a renamed model is told by validate and status, with what to do, until it is gone")
  func renamed() throws {
    #expect(try !assay("validate").output.contains("any more"))
    try FileManager.default.moveItem(
      atPath: folder.path("models/silver/orders.sql"), toPath: folder.path("models/silver/sales.sql"))
    #expect(try assay("run").status == 0)
    let advice = "silver.orders is in the lake, and no model makes it any more"
    let validated = try assay("validate")
    #expect(validated.status == 0 && validated.output.contains(advice), "\(validated.output)")
    let status = try assay("status", "--json").json()
    #expect(status["leftOver"]?.arrayValue?.map { $0["name"] } == ["silver.orders"])
    #expect(try assay("status").output.contains("silver.orders is in the lake"))
    try FileManager.default.removeItem(atPath: folder.path("lake/dev/silver/orders"))
    #expect(try assay("status", "--json").json()["leftOver"] == [])
  }

  @Test("what read a removed model is refused with the reason")
  func removed() throws {
    try folder.write("select id from silver.orders", to: "models/gold/sales.sql")
    #expect(try assay("run").status == 0)
    try FileManager.default.removeItem(atPath: folder.path("models/silver/orders.sql"))
    let refused = try assay("run")
    #expect(refused.status != 0)
    #expect((refused.output + refused.error).contains("there is no table silver.orders"), "\(refused)")
  }
}
