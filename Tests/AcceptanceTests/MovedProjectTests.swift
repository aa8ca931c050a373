import Foundation
import JSON
import TestSupport
import Testing

@Suite("A project that was moved")
struct MovedProjectTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Binary(folder: folder.path)("init", "a")
    #expect(try Binary(folder: folder.path("a"))("run").status == 0)
  }

  private func assay(_ name: String) -> Binary { Binary(folder: folder.path(name)) }

  private func move(_ from: String, _ to: String) throws {
    try FileManager.default.moveItem(atPath: folder.path(from), toPath: folder.path(to))
  }

  /// As `cp -r` does it: with new times.
  private func copy(_ from: String, _ to: String) throws {
    let files = FileManager.default
    for name in try files.subpathsOfDirectory(atPath: folder.path(from)).sorted() {
      let path = folder.path("\(from)/\(name)")
      var isFolder: ObjCBool = false
      guard files.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      try folder.write(Array(Data(contentsOf: URL(fileURLWithPath: path))), to: "\(to)/\(name)")
    }
  }

  private func count(_ name: String, _ condition: String = "true") throws -> JSONValue? {
    let answer = try assay(name)("query", "--json", "select count(*) as n from bronze.orders where \(condition)")
    #expect(answer.status == 0, "\(answer.error)")
    return try answer.json().arrayValue?.first?["n"]
  }

  @Test("works under its new name as before")
  func renamed() throws {
    try move("a", "b")
    #expect(try assay("b")("doctor").output.contains("files are there"))
    #expect(try count("b") == 8)
    let run = try assay("b")("run", "--full-refresh")
    #expect(run.status == 0, "\(run.output)")
    #expect(try assay("b")("status").status == 0)
  }

  @Test("reads its own bytes alone when it was copied, and goes on without the original")
  func copied() throws {
    try copy("a", "c")
    let original = "a/lake/dev/bronze/orders/_files/incoming/orders-2026-01-05.csv"
    try folder.write(try folder.read(original).replacingOccurrences(of: "paid", with: "XXXX"), to: original)
    #expect(try count("a", "status = 'XXXX'") != 0)
    #expect(try count("c", "status = 'XXXX'") == 0)
    try FileManager.default.removeItem(atPath: folder.path("a"))
    #expect(try assay("c")("run", "--full-refresh").status == 0)
  }

  @Test("gives the same version for the same moment when it was copied")
  func timeTravel() throws {
    let line = "9001,N,2026-01-06 09:00:00,paid,777.00,2026-01-06 09:00:00\n"
    let header = "order_id,customer,ordered_at,status,amount,updated_at\n"
    let history = try assay("a")("table", "history", "silver.orders", "--json")
    let before = try #require(try history.json().arrayValue?.first)
    let values = before.objectValue?.entries.compactMap(\.value.stringValue) ?? []
    let moment = try #require(values.first { $0.hasSuffix("Z") })
    try folder.write(header + line, to: "a/incoming/orders-2026-01-06.csv")
    #expect(try assay("a")("run").status == 0)
    let newHistory = try assay("a")("table", "history", "silver.orders", "--json").output
    try copy("a", "c")
    #expect(try assay("c")("table", "history", "silver.orders", "--json").output == newHistory)
    for name in ["a", "c"] {
      let answer = try assay(name)("table", "read", "silver.orders", "--timestamp", moment, "--json")
      #expect(answer.status == 0, "\(answer.error)")
      #expect(try answer.json().arrayValue?.count == 5)
    }
  }

  @Test("and lost a file says which, in doctor")
  func missing() throws {
    try FileManager.default.removeItem(
      atPath: folder.path("a/lake/dev/bronze/orders/_files/incoming/orders-2026-01-05.csv"))
    let answer = try assay("a")("doctor")
    #expect(answer.status == 3)
    #expect(answer.output.replacingOccurrences(of: "\n", with: "").contains("orders-2026-01-05.csv"))
    #expect(answer.output.contains("assay run --table bronze.orders"))
    let status = try assay("a")("status")
    #expect(status.status == 1)
    #expect(try assay("a")("run").status == 0)
    #expect(try assay("a")("status").status == 0)
  }
}
