import Foundation
import GlueSupport
import JSON
import S3Support
import Synchronization
import TestSupport
import Testing
import Web

/// Tables whose files a driver elsewhere writes: they become the lake's within the bucket.
@Suite("A table whose files are written in the lake's bucket") struct GlueTablesTests {
  private let glue: GlueShop
  /// What is answered to the rules of a table; nil: that they cannot be asked there.
  private let verdicts = Verdicts()
  private static let lake = "lakes/one/"

  private final class Verdicts: Sendable {
    let told = Mutex<(@Sendable (JSONValue) -> StandInDriver.Answer?)?>(nil)
  }

  init() throws {
    glue = try GlueShop { [verdicts] ask in
      if let told = verdicts.told.withLock({ $0 })?(ask) { return told }
      let refused = (ask["queries"]?.arrayValue ?? []).map { _ -> JSONValue in ["error": "[UNSUPPORTED] no"] }
      return ask["kind"] == "rows" ? .told(["answers": .array(refused), "seconds": 1]) : .everyFile
    }
    try glue.shop.folder.write(
      "/*---\npartition_by: [place]\n---*/\nselect id, place, note from bronze.orders",
      to: "models/silver/orders.sql")
    try FileManager.default.removeItem(atPath: glue.shop.folder.path("models/gold/places.sql"))
    try glue.shop.folder.write(Self.delivery, to: "incoming/orders.csv")
  }

  /// Texts that do not become shorter, so that files are longer than their ends.
  private static var delivery: String {
    var chance = SystemRandomNumberGenerator()
    let places = ["São Paulo", "a b=c+d%/é", "", "x"]
    let rows = (0..<48).map { number in
      let note = (0..<500).map { _ in String(chance.next(), radix: 36) }.joined()
      return "\(number),\(places[number % 4]),\(note)"
    }
    return "id,place,note\n" + rows.joined(separator: "\n") + "\n"
  }

  /// Builds what the driver reads, and removes all copies of it from this machine.
  private func begin() throws {
    let run = try glue.assay("run", "--env", "far")
    #expect(run.status == 0, "\(run.output) \(run.error)")
    try glue.shop.folder.write(
      "/*---\nengine: spark\npartition_by: [place]\n---*/\nselect * from silver.orders",
      to: "models/gold/places.sql")
    try forgetCopies()
    glue.shop.service.state.withLock { $0.given = [:] }
  }

  private func forgetCopies() throws {
    let copies = files(in: glue.shop.folder.path).filter { $0.hasSuffix(".parquet") }
    #expect(!copies.isEmpty)
    for copy in copies { try FileManager.default.removeItem(atPath: copy) }
  }

  private func files(in folder: String) -> [String] {
    (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).map { folder + "/" + $0 }
  }

  private func build(failingAt failpoint: String? = nil) throws -> Binary.Answer {
    try glue.assay("run", "--env", "far", "--table", "gold.places", failingAt: failpoint)
  }

  private func keys(_ prefix: String) -> [String] {
    glue.shop.service.keys.filter { $0.hasPrefix(Self.lake + prefix) && $0.hasSuffix(".parquet") }
  }

  private func given(_ prefix: String) -> [String: Int] {
    glue.shop.service.state.withLock { state in
      state.given.filter { $0.key.hasPrefix(Self.lake + prefix) && $0.key.hasSuffix(".parquet") }
    }
  }

  private func rows(_ table: String) throws -> [String] {
    try glue.assay(
      "query", "--env", "far", "select id, place, note from \(table) order by id", "--format", "csv"
    ).lines
  }

  /// The worker ends its driver when the run is over already. One that leaves something is waited for until the suite ends.
  private func waitForNothingLeft() {
    glue.waitForEnd()
    while glue.shop.service.keys.contains(where: { $0.contains("/_spark/") }) { usleep(20_000) }
  }

  @Test("reads no byte of what the driver reads, and of what it wrote no more than the ends")
  func ends() throws {
    try begin()
    let run = try build()
    #expect(run.status == 0, "\(run.output) \(run.error)")
    waitForNothingLeft()
    #expect(given("silver/") == [:])
    #expect(given("gold/") == [:])
    let ends = given("_spark/").filter { !$0.key.contains("/files/") }
    let sizes = glue.shop.service.state.withLock { state in
      state.objects.filter { $0.key.hasPrefix(Self.lake + "gold/places/place=") }.map { $0.value.bytes.count }
    }
    #expect(ends.count == 4 && sizes.count == 4)
    #expect(ends.values.max() ?? 0 <= 1 << 16 && sizes.min() ?? 0 > 1 << 16, "\(ends) \(sizes)")
    // Nobody takes what was read of them for the files.
    #expect(files(in: glue.shop.folder.path).filter { $0.hasSuffix(".parquet") && !$0.contains("_delta_log") } == [])
    let there = try rows("silver.orders")
    #expect(there.count == 49)
    #expect(try rows("gold.places") == there)
    let narrow = "select count(*) as n from gold.places where place = 'x' and id > '40' and note is not null"
    #expect(try glue.assay("query", "--env", "far", narrow, "--format", "csv").lines.last == "3")
  }

  @Test("is brought from its place where a rule has to be judged here, and leaves nothing where that stops it")
  func judged() throws {
    try begin()
    let settings = try glue.shop.folder.read("project.yml")
    try glue.shop.folder.write(settings + "\nquality: {gate: stop}\n", to: "project.yml")
    try glue.shop.folder.write("Rules = [ IsComplete \"place\" ]", to: "quality/gold.places.dqdl")
    let stopped = try build()
    #expect(stopped.status != 0 && stopped.output.contains("IsComplete"), "\(stopped.output) \(stopped.error)")
    #expect(given("gold/").count == 4)
    #expect(keys("gold/places/").isEmpty)
    waitForNothingLeft()
    try glue.shop.folder.write("Rules = [ IsComplete \"note\", RowCount = 48 ]", to: "quality/gold.places.dqdl")
    let run = try build()
    #expect(run.status == 0, "\(run.output) \(run.error)")
    #expect(try rows("gold.places").count == 49)
    waitForNothingLeft()
  }

  @Test("is not published where rows that a rule needs here cannot be brought, which says nothing of the rule")
  func unjudged() throws {
    try begin()
    try glue.shop.folder.write("Rules = [ IsComplete \"id\" ]", to: "quality/gold.places.dqdl")
    glue.shop.trouble.make { request in
      let isRow = request.method == "GET" && request.address.path.contains("/gold/places/place")
      return isRow ? .answer(WebAnswer(status: 403)) : nil
    }
    let run = try build()
    #expect(run.status != 0 && run.output.contains("cannot read s3://lake.bucket/"), "\(run.output) \(run.error)")
    #expect(keys("gold/places/").isEmpty)
    waitForNothingLeft()
  }

  @Test("shows nothing of a run that was killed before its commit, and the next run ends it")
  func killed() throws {
    try begin()
    #expect(try build(failingAt: "parquet-closed@gold.places").status != 0)
    for run in glue.glue.runs { glue.glue.change(run.id, to: "STOPPED") }
    #expect(!glue.shop.service.keys.contains { $0.hasPrefix(Self.lake + "gold/places/_delta_log/") })
    let run = try build()
    #expect(run.status == 0, "\(run.output) \(run.error)")
    #expect(try rows("gold.places") == rows("silver.orders"))
  }

  @Test(
    "is not taken where what was to hold its rows is not there, is cut off, or is something else",
    arguments: ["gone", "cut", "text", "other"])
  func wrong(_ fault: String) throws {
    try begin()
    let bucket = glue.shop.service
    verdicts.told.withLock {
      $0 = { ask in
        let target = String((ask["target"]?.stringValue ?? "").dropFirst("s3://\(S3Service.bucket)/".count))
        let source = bucket.keys.first { $0.hasPrefix("lakes/one/silver/orders/place=x/") } ?? ""
        let bytes = bucket.state.withLock { $0.objects[source]?.bytes ?? [] }
        switch fault {
        case "cut": bucket.write(Array(bytes.suffix(200)), target + "/a.parquet")
        case "text": bucket.write("no Parquet at all, and long enough", target + "/a.parquet")
        case "other": bucket.write(bytes, target + "/a.parquet")
        default: break
        }
        let columns = ask["partition_columns"]?.arrayValue ?? []
        return .told([
          "files": [["name": "a.parquet", "partition": .array(columns.map { _ in "x" })]], "rest": [], "seconds": 1,
        ])
      }
    }
    if fault == "other" {
      // The file has one column fewer than the table is to have.
      try glue.shop.folder.write(
        "/*---\nengine: spark\n---*/\nselect * from silver.orders", to: "models/gold/places.sql")
    }
    let run = try build()
    let words = [
      "gone": "is not there", "cut": "no whole Parquet file", "text": "is no Parquet file",
      "other": "the column “place”",
    ]
    #expect(run.status != 0 && run.output.contains(words[fault] ?? "?"), "\(run.output) \(run.error)")
    #expect(keys("gold/").isEmpty)
    waitForNothingLeft()
  }
}
