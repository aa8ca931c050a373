import Foundation
import JSON
import TestSupport
import Testing

/// The redrive examples of Step Functions, on runs of tables.
@Suite("assay run --redrive of a run of tables") struct RunRedriveTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    let table = "/*---\nmaterialized: table\n---*/\n"
    let files = [
      "project.yml": """
      name: five
      default_environment: dev
      environments:
        dev: {lake: lake/dev}
      sources:
        numbers: {path: incoming/*.csv, format: csv}
      """,
      "incoming/one.csv": "n\n1\n2\n3\n", "models/silver/a.sql": table + "select try_int(n) as n from bronze.numbers",
      "models/silver/b.sql": table + "select n from silver.a",
      "models/silver/side.sql": table
        + "select n * 10 as n from bronze.numbers_ok".replacingOccurrences(
          of: "bronze.numbers_ok", with: "silver.a"),
      "models/gold/c.sql": table + "select sum(n) as total from silver.b",
      "models/gold/d.sql": table + "select total + 1 as more from gold.c",
    ]
    for (path, text) in files { try folder.write(text, to: path) }
  }

  /// A file stands where the table's folder is to be.
  private func block() throws { try folder.write("in the way", to: "lake/dev/silver/b") }
  private func unblock() throws { try FileManager.default.removeItem(atPath: folder.path("lake/dev/silver/b")) }

  private func statuses(_ json: JSONValue) -> [String: String] {
    let steps = json["steps"]?.arrayValue ?? []
    return Dictionary(
      steps.map { ($0["name"]?.stringValue ?? "", $0["status"]?.stringValue ?? "") }
    ) { first, _ in first }
  }

  private func failed() throws -> String {
    try block()
    let run = try assay("run", "--json")
    #expect(run.status == 1)
    let json = try run.json()
    #expect(
      statuses(json) == [
        "bronze.numbers": "SUCCEEDED", "silver.a": "SUCCEEDED", "silver.b": "FAILED", "silver.side": "SUCCEEDED",
        "gold.c": "SKIPPED", "gold.d": "SKIPPED",
      ])
    return try #require(json["execution"]?.stringValue)
  }

  private func starts(_ id: String) throws -> [String] {
    try assay("logs", id, "--json").output.split(separator: "\n").compactMap { line in
      let json = try JSONValue(parsing: String(line))
      return json["message"]?.stringValue?.hasSuffix(" started") == true ? json["step"]?.stringValue : nil
    }
  }

  @Test(
    "R1, R3: goes on at the step that failed and those behind it, in the same execution, beside none that had succeeded"
  )
  func goesOn() throws {
    let id = try failed()
    let before = try starts(id)
    try unblock()
    let run = try assay("run", "--redrive", id, "--json")
    #expect(run.status == 0, "\(run.output)\(run.error)")
    let json = try run.json()
    #expect(json["execution"]?.stringValue == id)
    #expect(json["status"] == "SUCCEEDED")
    #expect(statuses(json).values.allSatisfy { $0 == "SUCCEEDED" })
    #expect(try starts(id).dropFirst(before.count).sorted() == ["gold.c", "gold.d", "silver.b"])
    #expect(try assay("query", "select more from gold.d", "--json").output.contains("7"))
    #expect(try assay("events", "--json").output.contains("redrive \(id)"))
  }

  @Test("R2: goes by the definitions that it was started with, whatever stands in the folder now")
  func oldDefinition() throws {
    let id = try failed()
    try unblock()
    try folder.write(
      "/*---\nmaterialized: table\n---*/\nselect sum(n) * 100 as total from silver.b", to: "models/gold/c.sql")
    #expect(try assay("run", "--redrive", id).status == 0)
    #expect(try !assay("query", "select total from gold.c", "--json").output.contains("600"))
    #expect(try assay("run").status == 0)
    #expect(try assay("query", "select total from gold.c", "--json").output.contains("600"))
  }

  @Test("R4: one that succeeded cannot be redriven, and fails again where nothing was mended")
  func refused() throws {
    let id = try failed()
    let again = try assay("run", "--redrive", id, "--json")
    #expect(again.status == 1)
    #expect(try again.json()["execution"]?.stringValue == id)
    try unblock()
    #expect(try assay("run", "--redrive", "last").status == 0)
    let over = try assay("run", "--redrive", id)
    #expect(over.status == 1)
    #expect(over.error.contains("ExecutionNotRedrivable"))
    #expect(over.error.contains("SUCCEEDED"))
  }

  @Test("one whose definitions are not kept is repeated by a rerun, and neither why nor the refusal says otherwise")
  func unknownDefinitions() throws {
    let id = try failed()
    #expect(try assay("why", "silver.b").output.contains("assay run --redrive \(id)"))
    var python = assay
    python.path = "/usr/bin/python3"
    let script = """
      import sqlite3
      with sqlite3.connect(".assay/dev/journal.sqlite") as journal:
          journal.execute("UPDATE execution SET definitions = NULL")
      """
    #expect(try python.run(["-c", script]).status == 0)
    let why = try assay("why", "silver.b").output
    #expect(why.contains("assay run --table silver.b --downstream") && !why.contains("--redrive"))
    try unblock()
    let refused = try assay("run", "--redrive", id)
    #expect(refused.status == 1)
    #expect(refused.error.contains("before definitions were kept; repeat it by a rerun"))
  }
}
