import Foundation
import JSON
import TestSupport
import Testing

@Suite("The hand-over, on the real binary")
struct EventsTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
  }

  private func events(_ kind: String) throws -> [JSONValue] {
    let all = try assay("events", "--since", "1h", "--json").json()["events"]?.arrayValue ?? []
    return all.filter { $0["kind"]?.stringValue == kind }
  }

  @Test("a failure is told with its step and cause, is open until it is made good, and then says by which run")
  func failure() throws {
    try folder.replace("RowCount > 0", "RowCount > 100", in: "quality/silver.orders.dqdl")
    let failed = try assay("run", "--json").json()["execution"]?.stringValue
    let open = try events("failure")
    #expect(open.map { $0["cause"] } == ["silver.orders Assay.QualityStop"])
    #expect(open.first?["execution"]?.stringValue == failed)
    #expect(open.first?["isOpen"] == true)
    #expect(try events("gate").first?["subject"] == "silver.orders")
    #expect(try assay("events").output.contains("open failure: silver.orders Assay.QualityStop"))

    try folder.replace("RowCount > 100", "RowCount > 0", in: "quality/silver.orders.dqdl")
    let repairing = try assay("run", "--json").json()["execution"]?.stringValue
    let repaired = try events("failure").first
    #expect(repaired?["isOpen"] == false)
    #expect(repaired?["repairedBy"]?.stringValue == repairing)
    let text = try assay("events", "--since", "2h")
    #expect(text.status == 0)
    #expect(text.output.contains("nothing is open"))
    #expect(text.output.contains("repaired failure: silver.orders"))
  }

  @Test(
    "a failure that was gone on from is told as well: repaired by the same execution, or followed by its next failure")
  func redriven() throws {
    try folder.write("in the way", to: "lake/dev/silver/orders")
    let id = try #require(try assay("run", "--json").json()["execution"]?.stringValue)
    #expect(try events("failure").map { $0["isOpen"] } == [true])
    #expect(try assay("run", "--redrive", id).status == 1)
    let twice = try events("failure")
    #expect(twice.map { $0["isOpen"] } == [false, true], "\(twice)")
    #expect(twice.allSatisfy { $0["cause"]?.stringValue?.hasPrefix("silver.orders ") == true }, "\(twice)")

    try FileManager.default.removeItem(atPath: folder.path("lake/dev/silver/orders"))
    #expect(try assay("run", "--redrive", id).status == 0)
    let repaired = try events("failure")
    #expect(repaired.map { $0["isOpen"] } == [false, false] && repaired.allSatisfy { $0["repairedBy"] == .string(id) })
    #expect(try events("run").map { $0["execution"] } == [.string(id)])
    #expect(try assay("events").output.contains("nothing is open"))
  }

  @Test("changed definitions are named with both revisions, and who did what with their words")
  func definitions() throws {
    #expect(try assay("run").status == 0)
    try folder.replace("RowCount > 0", "RowCount > 1", in: "quality/silver.orders.dqdl")
    try folder.write("/*---\ntitle: All\n---*/\nselect * from gold.sales_daily", to: "queries/all.sql")
    #expect(try assay("run", "--table", "silver.orders").status == 0)
    let changed = try events("definition")
    #expect(changed.count == 1)
    let text = changed.first?["text"]?.stringValue ?? ""
    #expect(text.contains("changed quality/silver.orders.dqdl; new queries/all.sql"))
    #expect(text.contains("sha256:"))
    let deeds = try events("deed")
    #expect(deeds.count == 2)
    #expect(deeds.last?["text"]?.stringValue?.contains("tables [\"silver.orders\"]") == true)
  }

  @Test("each run names the commit of its project, with + where definitions were changed since")
  func revision() throws {
    func git(_ arguments: String...) throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments =
        ["git", "-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@example.org"] + arguments
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    func revision() throws -> String? { try assay("run", "--json").json()["revision"]?.stringValue }
    #expect(try revision()?.hasPrefix("sha256:") == true)
    try git("init", "-q")
    try git("add", "project.yml", "models", "quality")
    try git("commit", "-q", "-m", "first")
    let clean = try #require(try revision())
    #expect(clean.count >= 12 && !clean.hasSuffix("+") || clean.hasSuffix("+"))
    try git("add", "-A")
    try git("commit", "-q", "-m", "all", "--allow-empty")
    let whole = try #require(try revision())
    #expect(!whole.hasSuffix("+") && !whole.hasPrefix("sha256:"))
    try folder.replace("RowCount > 0", "RowCount > 1", in: "quality/silver.orders.dqdl")
    #expect(try revision() == whole + "+")
  }

  @Test("hours before anything happened are empty, and hours that are none are refused")
  func empty() throws {
    #expect(try assay("run").status == 0)
    let before = try assay("events", "--since", "2020-01-01", "--until", "2020-01-02", "--json").json()
    #expect(before["events"]?.arrayValue?.isEmpty == true)
    #expect(try assay("events", "--since", "1h", "--until", "2h").status == 2)
    #expect(try assay("events", "--since", "yesterevening").status == 2)
  }
}
