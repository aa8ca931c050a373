import Foundation
import JSON
import TestSupport
import Testing

/// A folder of strange files as definitions.
@Suite("assay crawl") struct CrawlTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try folder.write(
      "Order Id;Customer;Ordered;Amount\n1;Ada;03/01/2026;12.50\n2;\"Grace; H.\";14/01/2026;7\n",
      to: "drop/2026-01-05/orders.txt")
    try folder.write(
      "Order Id;Customer;Ordered;Amount\n3;Alan;15/01/2026;1.25\nx;Zoe;16/01/2026;2\n", to: "drop/2026-01-06/orders.txt"
    )
    try folder.write(
      #"{"payment_id": "p1", "order_id": 1, "paid": true, "at": "2026-01-05T10:00:00Z"}"# + "\n"
        + #"{"payment_id": "p2", "order_id": 2, "paid": false, "at": "2026-01-05T11:00:00Z"}"# + "\n",
      to: "drop/payments/part-0001.jsonl")
    try folder.write("[1, 2]", to: "drop/notes.json")
  }

  @Test("shows what the files seem to be, and writes nothing")
  func shown() throws {
    let answer = try assay("crawl", "drop", "--json")
    #expect(answer.status == 0, "\(answer.error)")
    let tables = try #require(try answer.json()["tables"]?.arrayValue)
    #expect(tables.compactMap { $0["name"]?.stringValue } == ["orders", "payments"])
    #expect(tables.first?["path"] == "*/orders.txt" && tables.first?["delimiter"] == ";")
    #expect(try answer.json()["skipped"]?.text.contains("JSON array") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path("project.yml")))
    let text = try assay("crawl", "drop")
    #expect(text.output.contains("payments: 1 jsonl files payments/part-*.jsonl"))
  }

  @Test("makes a project of them that is valid and runs, every record in Silver or in its quarantine")
  func written() throws {
    let answer = try assay("crawl", "drop", "--write")
    #expect(answer.status == 0, "\(answer.output) \(answer.error)")
    let valid = try assay("validate")
    #expect(valid.status == 0, "\(valid.output)")
    let run = try assay("run", "--json")
    #expect(run.status == 0, "\(run.output) \(run.error)")
    func count(_ table: String) throws -> String? {
      try assay("query", "select count(*) as n from \(table)", "--format", "csv").lines.last.map { String($0) }
    }
    #expect(try count("silver.orders") == "4")
    #expect(try count("silver.payments") == "2")
    let day = try assay("query", "select p.\"at\" from silver.payments p where p.payment_id = 'p1'", "--format", "csv")
    #expect(day.output.contains("2026-01-05"))
  }

  @Test("adds to a project what it does not have, leaves what stands there, and adds nothing twice")
  func added() throws {
    try #require(try assay("init", ".").status == 0)
    let before = try folder.read("project.yml")
    #expect(try assay("crawl", "drop", "incoming", "--write").status == 0)
    let after = try folder.read("project.yml")
    for line in before.split(separator: "\n") { #expect(after.contains(line)) }
    #expect(after.contains("\n  payments:\n") && after.contains("\n  orders_2:\n"), "another source is named orders")
    let valid = try assay("validate")
    #expect(valid.status == 0, "\(valid.output)")
    #expect(try assay("crawl", "drop", "--write", "--json").json()["written"]?.arrayValue == [])
    #expect(try folder.read("project.yml") == after)
  }

  @Test("keeps what a crawler found as versions, and tells what has changed since")
  func versions() throws {
    try #require(try assay("init", ".").status == 0)
    try folder.write("targets: [drop]\n", to: "crawlers/drop.yml")
    let first = try assay("crawl", "--crawler", "drop", "--json").json()
    #expect(first["LastCrawl"]?["Created"]?.text == #"["orders","payments"]"#)
    #expect(try assay("crawl", "--crawler", "drop", "--json").json()["versions"]?.arrayValue?.count == 1)
    try folder.write(
      #"{"payment_id": "p3", "order_id": "x", "fee": 1.5}"# + "\n" + #"{"payment_id": "p4", "fee": 2}"# + "\n",
      to: "drop/payments/part-0001.jsonl")
    let second = try assay("crawl", "--crawler", "drop", "--json").json()
    #expect(second["versions"]?.arrayValue?.count == 2)
    let drift = (second["LastCrawl"]?["Drift"]?.arrayValue ?? []).compactMap(\.stringValue)
    #expect(drift.contains("payments has a new column fee, decimal(38,1)"))
    #expect(drift.contains("payments.order_id was bigint and is string"))
    #expect(drift.contains("payments has no column paid any more"))
    try folder.write("targets: [drop]\nupdate_behavior: LOG\ndelete_behavior: LOG\n", to: "crawlers/drop.yml")
    try FileManager.default.removeItem(atPath: folder.path("drop/payments"))
    let third = try assay("crawl", "--crawler", "drop", "--json").json()
    #expect(third["versions"]?.arrayValue?.count == 2)
    #expect(third["LastCrawl"]?["Drift"]?.text.contains("payments has no file any more") == true)
    try folder.write("targets: [nowhere]\n", to: "crawlers/drop.yml")
    let missing = try assay("crawl", "--crawler", "drop", "--json")
    #expect(missing.status == 1)
    #expect(try missing.json()["LastCrawl"]?["Status"] == "FAILED")
  }

  @Test("says of a folder without a table that there is none")
  func nothing() throws {
    try folder.write("hello\n", to: "empty/readme.txt")
    let answer = try assay("crawl", "empty")
    #expect(answer.status == 1 && answer.output.contains("no table was found"))
    #expect(try assay("crawl", "nowhere").status == 2)
  }
}
