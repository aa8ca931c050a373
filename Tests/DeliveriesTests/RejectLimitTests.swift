import Deliveries
import Ledger
import PipelineSupport
import Testing
import Words

@Suite("Records that are rejected")
struct RejectLimitTests {
  private static func project(_ settings: String = "", source: String = "", model: String = "") -> [String: String] {
    [
      "project.yml": """
      name: little
      \(settings)
      environments:
        dev: {lake: lake/dev}
      sources:
        orders:
          path: incoming/*.csv
          \(source)
      """,
      "models/silver/orders.sql": """
      /*---
      materialized: incremental
      strategy: append
      new_rows_from: [bronze.orders]
      \(model)
      ---*/
      select try_int(id) as id, v, case when try_int(id) is null then 'no number' end as _reject from bronze.orders
      """,
    ]
  }

  /// `good` records and then `bad` ones.
  private static func file(_ good: Int, _ bad: Int, from first: Int = 1) -> String {
    "id,v\n" + (0..<good).map { "\(first + $0),a\n" }.joined() + (0..<bad).map { "\($0);x;y\n" }.joined()
  }

  private func warnings(_ step: StepRecord?) -> [String] {
    (step?.details["warnings"]?.arrayValue ?? []).compactMap(\.stringValue)
  }

  @Test("A file without one good record fails its source in every run until a better one came, and loses nothing")
  func allMalformed() throws {
    let shop = try Pipeline(Self.project())
    try shop.folder.write(Self.file(2, 0), to: "incoming/1.csv")
    #expect(try shop.run().status == .succeeded)
    try shop.folder.write(Self.file(0, 50), to: "incoming/2.csv")
    for _ in 1...2 {
      let result = try shop.run()
      #expect(result.status == .failed)
      #expect(result.step("bronze.orders")?.error == "Assay.RowsRejected")
      #expect(result.step("bronze.orders")?.cause?.contains("2.csv: 50 of 50 (100 %)") == true)
      #expect(result.step("silver.orders")?.status == .skipped)
    }
    #expect(try shop.query("select count(*) from quarantine.bronze_orders") == [["50"]])
    try shop.folder.write(Self.file(50, 0, from: 100), to: "incoming/2-corrected.csv")
    let mended = try shop.run()
    #expect(mended.status == .succeeded, "\(mended.trouble)")
    #expect(try shop.query("select count(*) from silver.orders") == [["52"]])
    // Nobody can tell whether the later file is the correction, so the loss stays told.
    #expect(warnings(mended.step("bronze.orders")).contains { $0.contains("2.csv") })
    #expect(warnings(try shop.run().step("bronze.orders")).contains { $0.contains("2.csv") })
  }

  @Test("A share above the limit is warned of until a better delivery came, one at the limit is not")
  func warned() throws {
    let shop = try Pipeline(Self.project())
    try shop.folder.write(Self.file(999, 1), to: "incoming/1.csv")
    #expect(warnings(try shop.run().step("bronze.orders")) == [])
    try shop.folder.write(Self.file(997, 2, from: 2000), to: "incoming/2.csv")
    for _ in 1...2 {
      let result = try shop.run()
      #expect(result.status == .succeeded, "\(result.trouble)")
      #expect(warnings(result.step("bronze.orders")).map { $0.contains("2 of 999 (0.2 %)") } == [true])
    }
    try shop.folder.write(Self.file(1, 0, from: 5000), to: "incoming/3.csv")
    #expect(warnings(try shop.run().step("bronze.orders")) == [])
  }

  @Test("An empty file and one with a header alone reject nothing")
  func empty() throws {
    let shop = try Pipeline(Self.project())
    try shop.folder.write("id,v\n", to: "incoming/1.csv")
    let result = try shop.run(["bronze.orders"])
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(warnings(result.step("bronze.orders")) == [])
  }

  @Test(
    "Limits are those of the project, or the source's own",
    arguments: [
      ("rejects: {fail_at: 10%}", "", ExecutionStatus.failed), ("rejects: {fail_at: 60%}", "", .succeeded),
      ("rejects: {fail_at: 10%}", "rejects: {fail_at: never}", .succeeded),
      ("", "rejects: {fail_at: 50%}", .failed), ("rejects: {warn_above: never}", "", .succeeded),
    ])
  func limits(project: String, source: String, expected: ExecutionStatus) throws {
    let shop = try Pipeline(Self.project(project, source: source))
    try shop.folder.write(Self.file(5, 5), to: "incoming/1.csv")
    let result = try shop.run(["bronze.orders"])
    #expect(result.status == expected, "\(result.trouble)")
    #expect(try shop.query("select count(*) from bronze.orders") == [["5"]])
    if expected == .succeeded {
      #expect(warnings(result.step("bronze.orders")).isEmpty == project.contains("warn_above"))
    }
  }

  @Test("A build that rejects every row publishes nothing, says why, and reads the rows again when they are good")
  func build() throws {
    let shop = try Pipeline(Self.project())
    try shop.folder.write("id,v\n1,a\n2,b\n", to: "incoming/1.csv")
    #expect(try shop.run().status == .succeeded)
    try shop.folder.write("id,v\nx,a\ny,b\n", to: "incoming/2.csv")
    for _ in 1...2 {
      let result = try shop.run()
      #expect(result.step("silver.orders")?.error == "Assay.RowsRejected")
      #expect(result.step("silver.orders")?.cause?.contains("2 of 2 (100 %)") == true)
      #expect(result.step("silver.orders")?.cause?.contains("“no number” 2 times") == true)
    }
    try shop.folder.write("id,v\n3,a\n4,b\n", to: "incoming/3.csv")
    let later = try shop.run()
    #expect(later.status == .succeeded, "\(later.trouble)")
    #expect(try shop.query("select count(*) from silver.orders") == [["4"]])
    #expect(try shop.query("select count(*) from quarantine.silver_orders") == [["2"]])
    // Half of the rows is told, also by a run that finds nothing new.
    for result in [later, try shop.run()] {
      #expect(warnings(result.step("silver.orders")).map { $0.contains("2 of 4 (50 %)") } == [true])
    }
  }

  @Test("A refused build keeps what it rejected in the quarantine, once, until a build comes through")
  func kept() throws {
    let shop = try Pipeline(Self.project(model: "rejects: {fail_at: 50%}"))
    try shop.folder.write("id,v\n1,a\n2,b\nz,c\n", to: "incoming/1.csv")
    #expect(try shop.run().status == .succeeded)
    let rows = "select reason, _file, _record from quarantine.silver_orders order by all"
    let first: [[String?]] = [["no number", "incoming/1.csv", "3"]]
    #expect(try shop.query(rows) == first)
    try shop.folder.write("id,v\nx,a\n3,c\ny,b\n", to: "incoming/2.csv")
    for _ in 1...2 {
      let step = try shop.run().step("silver.orders")
      #expect(step?.status == .failed)
      #expect(step?.cause?.contains("they are in quarantine.silver_orders") == true)
      #expect(step?.counts.read == 3 && step?.counts.rejected == 2 && step?.counts.inserted == 0)
      #expect(step?.details["quarantinedRows"] == .int(3))
      #expect(
        try shop.query(rows)
          == first + [["no number", "incoming/2.csv", "1"], ["no number", "incoming/2.csv", "3"]])
      #expect(try shop.query("select count(*) from silver.orders") == [["2"]])
    }
    // Good rows beside them: the build comes through, and all are rejected once.
    try shop.folder.write("id,v\n4,a\n5,b\n6,c\n", to: "incoming/3.csv")
    #expect(try shop.run().step("silver.orders")?.status == .succeeded)
    #expect(try shop.query("select count(*) from quarantine.silver_orders") == [["3"]])
    #expect(try shop.query("select count(*) from silver.orders") == [["6"]])
  }

  @Test("What a refused build rejected leaves the quarantine with the file that was withdrawn")
  func refusedAndWithdrawn() throws {
    let shop = try Pipeline(Self.project(model: "rejects: {fail_at: 50%}"))
    try shop.folder.write("id,v\n1,a\n", to: "incoming/1.csv")
    #expect(try shop.run().status == .succeeded)
    try shop.folder.write("id,v\nx,a\n", to: "incoming/2.csv")
    #expect(try shop.run().step("silver.orders")?.status == .failed)
    #expect(try shop.query("select count(*) from quarantine.silver_orders") == [["1"]])
    let session = try shop.session()
    _ = try Withdrawal(session: session, source: try #require(session.workspace.project.sources.first))
      .withdraw("incoming/2.csv", by: "tester")
    #expect(try shop.run().step("silver.orders")?.status == .succeeded)
    #expect(try shop.query("select count(*) from quarantine.silver_orders") == [["0"]])
  }

  @Test("A build that rejects every row says where the first of them are")
  func places() throws {
    var files = ShopProject.files(["d1": "I,a,x,2026-01-01 00:00:00\nI,b,y,2026-01-01 00:00:00\n"])
    files["project.yml"] = ShopProject.settings.replacingOccurrences(
      of: "rejects: {warn_above: never, fail_at: never}\n", with: "")
    let step = try Pipeline(files).run().step("silver.orders")
    #expect(step?.error == "Assay.RowsRejected")
    let words = "such as incoming/d1/orders.csv record 1, incoming/d1/orders.csv record 2"
    #expect(step?.cause?.contains(words) == true, "\(step?.cause ?? "")")
  }

  @Test("A build whose rejects are as they should be says so in its header")
  func accepted() throws {
    let shop = try Pipeline(Self.project(model: "rejects: {warn_above: never, fail_at: never}"))
    try shop.folder.write("id,v\nx,a\n", to: "incoming/1.csv")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(warnings(result.step("silver.orders")) == [])
    #expect(try shop.query("select count(*) from quarantine.silver_orders") == [["1"]])
  }
}
