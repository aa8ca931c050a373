import DeltaLog
import Foundation
import JSON
import PipelineSupport
import Testing
import TestSupport

@testable import Tables

/// A project with one table.
private enum Shop {
  static func files(_ settings: String) -> [String: String] {
    [
      "project.yml": "name: shop\nsources:\n  orders:\n    path: \"in/*.csv\"\n",
      "models/silver/orders.sql": "/*---\n\(settings)---*/\nselect try_int(id) as id, v from bronze.orders\n",
      "in/1.csv": "id,v\n1,a\n2,b\n3,c\n",
    ]
  }

  static let appended = "materialized: incremental\nstrategy: append\nnew_rows_from: [bronze.orders]\n"
  static let whole = "description: All orders.\n"
}

@Suite("Other writers of a table of ours") struct OtherWriterTests {
  /// A commit as another tool makes it.
  private func foreign(
    _ pipeline: Pipeline, _ actions: (Snapshot) -> [JSONValue], operation: String = "DELETE"
  ) throws -> Int64 {
    let table = try pipeline.session().deltaTable(.init(.silver, "orders"))
    let base = try #require(try table.snapshot())
    let info: JSONValue = [
      "commitInfo": ["timestamp": 1_800_000_000_000, "operation": .string(operation), "engineInfo": "delta-rs:1"]
    ]
    let version = base.version + 1
    let name = String(repeating: "0", count: 20 - "\(version)".count) + "\(version).json"
    let text = ([info] + actions(base)).map { $0.text + "\n" }.joined()
    try Data(text.utf8).write(to: URL(fileURLWithPath: table.path + "/_delta_log/" + name))
    return version
  }

  private func removeAll(_ base: Snapshot) -> [JSONValue] {
    base.files.map { ["remove": ["path": .string($0.path), "dataChange": true]] }
  }

  @Test(
    "An incremental table says whose version it stands on, what is missing and the command, until it is written anew")
  func incremental() throws {
    let pipeline = try Pipeline(Shop.files(Shop.appended))
    #expect(try pipeline.run().trouble == "")
    let version = try foreign(pipeline, removeAll)
    let head = try #require(try Catalog(try pipeline.session()).head(.init(.silver, "orders")))
    #expect((head.version, head.rows, head.others?.missing) == (version, 0, 3))
    try pipeline.folder.write("id,v\n4,d\n", to: "in/2.csv")
    for _ in 0..<2 {
      let step = try #require(try pipeline.run().step("silver.orders"))
      let message = step.message ?? ""
      #expect(message.contains("version \(version) is not ours: DELETE by delta-rs:1"))
      #expect(message.contains("3 of the 3 rows of our version 0 are missing"))
      #expect(message.contains("assay run --table silver.orders --full-refresh"))
      #expect(step.details["otherWriters"]?["version"] == .int(version))
    }
    let anew = try #require(try pipeline.run(["silver.orders"], fullRefresh: true).step("silver.orders"))
    #expect(anew.details["otherWriters"] == nil)
    #expect(try pipeline.query("SELECT count(*) FROM silver.orders") == [["4"]])
    #expect(try Catalog(try pipeline.session()).head(.init(.silver, "orders"))?.others == nil)
  }

  @Test("A table that is no incremental one is written anew by itself")
  func whole() throws {
    let pipeline = try Pipeline(Shop.files(Shop.whole))
    #expect(try pipeline.run().trouble == "")
    _ = try foreign(pipeline, removeAll)
    let step = try #require(try pipeline.run().step("silver.orders"))
    #expect(step.message?.contains("is not ours: DELETE by delta-rs:1") ?? false)
    #expect(step.details["otherWriters"] == nil)
    #expect(try pipeline.query("SELECT count(*) FROM silver.orders") == [["3"]])
    #expect(try pipeline.run().step("silver.orders")?.message == "nothing new")
  }

  @Test("A compaction by another tool is nothing to speak of")
  func compaction() throws {
    let pipeline = try Pipeline(Shop.files(Shop.appended))
    #expect(try pipeline.run().trouble == "")
    _ = try foreign(
      pipeline,
      { base in
        base.files.map { ["remove": ["path": .string($0.path), "dataChange": false]] }
          + base.files.map { file in
            var file = file
            file.dataChange = false
            return file.action
          }
      }, operation: "OPTIMIZE")
    #expect(try pipeline.run().step("silver.orders")?.message == "nothing new")
  }

  @Test(
    "A property of another tool keeps rows from being written, by name, and a full refresh begins the table again",
    arguments: [
      #"{"protocol":{"minReaderVersion":1,"minWriterVersion":4}}"#,
      #"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors"]}}"#,
      #"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["typeWidening"],"writerFeatures":["typeWidening"]}}"#,
    ], [Shop.appended, Shop.whole])
  func properties(line: String, settings: String) throws {
    let pipeline = try Pipeline(Shop.files(settings))
    #expect(try pipeline.run().trouble == "")
    let action = try JSONValue(parsing: line)
    _ = try foreign(pipeline, { _ in [action] }, operation: "SET TBLPROPERTIES")
    try pipeline.folder.write("id,v\n4,d\n", to: "in/2.csv")
    let refused = try #require(try pipeline.run().step("silver.orders"))
    #expect(refused.status == .failed)
    #expect(refused.cause?.contains("assay run --table silver.orders --full-refresh") ?? false)
    #expect(try Catalog(try pipeline.session()).entry(.init(.silver, "orders")).rows == 3)
    let anew = try pipeline.run(["silver.orders"], fullRefresh: true)
    #expect(anew.trouble == "")
    #expect(anew.step("silver.orders")?.message?.contains("begun again without") ?? false)
    #expect(try pipeline.query("SELECT count(*) FROM silver.orders") == [["4"]])
    try pipeline.folder.write("id,v\n5,e\n", to: "in/3.csv")
    #expect(try pipeline.run().trouble == "")
    #expect(try pipeline.query("SELECT count(*) FROM silver.orders") == [["5"]])
  }

  @Test(
    "Data files that were deleted are named with the command that mends the table",
    arguments: [Shop.appended, Shop.whole])
  func deletedFiles(settings: String) throws {
    let pipeline = try Pipeline(Shop.files(settings))
    #expect(try pipeline.run().trouble == "")
    let base = try #require(try pipeline.session().deltaTable(.init(.silver, "orders")).snapshot())
    for file in base.files { try FileManager.default.removeItem(atPath: file.fullPath(in: base.table)) }
    try pipeline.folder.write("id,v\n4,d\n", to: "in/2.csv")
    let result = try pipeline.run()
    if settings == Shop.whole {
      #expect(result.trouble == "")
    } else {
      #expect(result.step("silver.orders")?.cause?.contains("version 0 names") ?? false)
      #expect(result.step("silver.orders")?.cause?.contains("--full-refresh") ?? false)
      #expect(try pipeline.run(["silver.orders"], fullRefresh: true).trouble == "")
    }
    #expect(try pipeline.query("SELECT count(*) FROM silver.orders") == [["4"]])
  }

  @Test("A transaction number at the end of its range is told, and the worker lives")
  func lastTransaction() throws {
    let pipeline = try Pipeline(Shop.files(Shop.appended))
    #expect(try pipeline.run().trouble == "")
    _ = try foreign(pipeline, { _ in [["txn": ["appId": "assay:silver.orders", "version": .int(Int64.max)]]] })
    try pipeline.folder.write("id,v\n4,d\n", to: "in/2.csv")
    let step = try #require(try pipeline.run().step("silver.orders"))
    #expect(step.status == .failed)
    #expect(step.cause?.contains("9223372036854775807") ?? false)
  }
}
