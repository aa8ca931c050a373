import Foundation
import JSON
import TestSupport
import Testing

/// Paths that find nothing, and files that nothing finds.
@Suite struct SourcePathTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      name: little
      environments: {dev: {lake: lake/dev}}
      sources:
        orders: {path: "incoming/*/orders-*.csv"}
      """, to: "project.yml")
    assay = Binary(folder: folder.path)
  }

  private func warnings() throws -> [String] {
    let answer = try assay("validate", "--json")
    #expect(answer.status == 0, "\(answer.output)")
    return try answer.json()["problems"]?.arrayValue?.compactMap { $0["message"]?.stringValue } ?? []
  }

  @Test("A path that finds nothing is told by validate, by the step and by status, until a file came")
  func nothing() throws {
    let words = "no file fits incoming/*/orders-*.csv; there is no folder incoming"
    #expect(try warnings() == ["source orders: " + words])
    #expect(try assay("run").output.contains(words))
    let status = try assay("status", "--json").json()["layers"]?.arrayValue?.first?["tables"]?.arrayValue?.first
    #expect(status?["state"] == "UNKNOWN" && status?["reason"] == .string(words), "\(String(describing: status))")
    try folder.write("id\n1\n", to: "incoming/d1/orders-1.csv")
    #expect(try warnings() == [])
    #expect(try assay("run").status == 0)
    try FileManager.default.removeItem(atPath: folder.path("incoming"))
    #expect(try warnings() == [], "a folder that was emptied after loading is as it should be")
    #expect(try !assay("run").output.contains("no file fits"))
  }

  @Test("Files beside a source's that look delivered and that no source takes in are told, and others are not")
  func strangers() throws {
    for name in [
      "d1/orders-1.csv", "d1/Orders-2.csv", "d1/orders-3.csv.gz", "loose.csv", "d1/README.md", ".hidden.csv",
    ] {
      try folder.write("id\n1\n", to: "incoming/" + name)
    }
    let told = try warnings()
    #expect(told.count == 1)
    #expect(
      told.first?.contains(
        "are incoming/d1/Orders-2.csv, incoming/d1/orders-3.csv.gz, incoming/loose.csv, which no source takes in")
        == true,
      "\(told)")
  }

  @Test("What a source leaves out is told by validate with the reason")
  func leftOut() throws {
    try folder.write("id\n1\n", to: "incoming/d1/orders-1.csv")
    mkfifo(folder.path("incoming/d1/orders-2.csv"), 0o600)
    #expect(try warnings() == ["source orders: incoming/d1/orders-2.csv is a named pipe and no file; it is not read"])
  }
}
