import Clocks
import Foundation
import JSON
import TestSupport
import Testing

/// The sample's source goes on: `assay sample --onward`, and the function and workflow that call it.
@Suite("The sample's next days") struct NewDayTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    #expect(try assay("sample", "--until", "2026-11-21", ".").status == 0)
  }

  private func onward(_ day: String) throws -> [String] {
    let answer = try assay("sample", "--onward", "--until", day, "--json", ".")
    #expect(answer.status == 0, "\(answer.error)")
    return try answer.json()["files"]?.arrayValue?.compactMap(\.stringValue).sorted() ?? []
  }

  private static func files(_ day: String, without missing: String = "") -> [String] {
    ["customers.csv", "orders.csv", "payments.jsonl", "products.csv", "sales.csv"].filter { $0 != missing }
      .map { "incoming/\(day)/\($0)" }
  }

  @Test("come one by one, a broken or late file is made good with the next, and nothing comes before its day")
  func days() throws {
    #expect(try onward("2026-11-21") == [])
    // The fifteenth day's orders are broken: a column is lost.
    #expect(try onward("2026-11-22") == Self.files("2026-11-22"))
    let broken = try folder.read("incoming/2026-11-22/orders.csv")
    #expect(try onward("2026-11-23") == ["incoming/2026-11-22/orders.csv"] + Self.files("2026-11-23"))
    #expect(try folder.read("incoming/2026-11-22/orders.csv").count > broken.count)
    // Days that nobody asked for come together, and only the newest has a fault: the payments of the twenty-first are late.
    let late = try onward("2026-11-28")
    #expect(late.count == 5 * 5 - 1 && !late.contains("incoming/2026-11-28/payments.jsonl"))
    #expect(try onward("2026-11-28") == ["incoming/2026-11-28/payments.jsonl"])
    #expect(try onward("2026-11-28") == [])
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path("incoming"))
    #expect(!left.contains { $0.hasSuffix(".part") })
  }

  @Test("a folder without drops has nothing to go on from")
  func nothing() throws {
    let answer = try assay("sample", "--onward", "elsewhere")
    #expect(answer.status == 2 && answer.error.contains("no drop of the sample shop"))
  }

  @Test("a schedule's workflow lets them come")
  func workflow() throws {
    let sample = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("sample_data").path
    for name in ["workflows", "functions"] {
      try FileManager.default.copyItem(atPath: "\(sample)/\(name)", toPath: folder.path(name))
    }
    try folder.write("name: little\nsources: {orders: {path: incoming/*/orders.csv}}\n", to: "project.yml")
    let answer = try assay("run", "new_day", "--input", #"{"runDate": "2026-11-22"}"#, "--json")
    #expect(answer.status == 0, "\(answer.output) \(answer.error)")
    #expect(FileManager.default.fileExists(atPath: folder.path("incoming/2026-11-22/sales.csv")))
    let listed = try assay("metrics", "list", "ExecutionsStarted", "--json").json()
    #expect(listed.arrayValue?.first?["dimensions"]?["StateMachineArn"] == "new_day")
  }
}
