import Foundation
import JSON
import TestSupport
import Testing

@Suite("assay backfill")
struct BackfillTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  /// A source that wants the file of its day.
  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    try folder.write(
      """
      name: days
      default_environment: dev
      environments:
        dev: {lake: lake/dev}
      sources:
        orders: {path: "incoming/*/orders.csv", format: csv, expect: "incoming/{run_date}/orders.csv"}
      """, to: "project.yml")
    try folder.write(
      "/*---\nmaterialized: table\n---*/\nselect count(*) as orders from bronze.orders", to: "models/silver/counts.sql")
    for day in ["2026-11-01", "2026-11-02", "2026-11-04"] { try deliver(day) }
  }

  private func deliver(_ day: String) throws { try folder.write("id\n\(day)\n", to: "incoming/\(day)/orders.csv") }

  private func coverage() throws -> [String] {
    try assay("backfill", "2026-11-01", "2026-11-04", "--coverage", "--json").json().arrayValue?
      .map { $0["state"]?.stringValue ?? "" } ?? []
  }

  @Test("runs the days that are missing, tells which failed, retries only those, and the coverage says so")
  func days() throws {
    #expect(try assay("run", "--date", "2026-11-02").status == 0)
    #expect(try coverage() == ["MISSING", "DONE", "MISSING", "MISSING"], "a file of the first day lies there")
    let first = try assay("backfill", "2026-11-01", "2026-11-04", "--json")
    #expect(first.status == 1, "\(first.error)")
    let days = try first.json()["days"]?.arrayValue ?? []
    #expect(days.map { $0["day"] } == ["2026-11-01", "2026-11-03", "2026-11-04"])
    #expect(days.map { $0["state"] } == ["SUCCEEDED", "FAILED", "SUCCEEDED"])
    #expect(try coverage() == ["DONE", "DONE", "FAILED", "DONE"])

    try deliver("2026-11-03")
    let again = try assay("backfill", "2026-11-01", "2026-11-04", "--json")
    #expect(again.status == 0)
    #expect(try again.json()["days"]?.arrayValue?.count == 1)
    #expect(try coverage() == ["DONE", "DONE", "DONE", "DONE"])
    #expect(try assay("backfill", "2026-11-01", "2026-11-04").output.contains("nothing was started"))
    #expect(try assay("runs", "--json").output.contains("backfill backfill-"))
  }

  @Test("a day whose failure was made good by runs of single tables is done, and is not run again")
  func repaired() throws {
    #expect(try assay("run", "--date", "2026-11-02").status == 0)
    #expect(try assay("run", "--date", "2026-11-03").status == 1)
    #expect(try coverage()[2] == "FAILED")
    try deliver("2026-11-03")
    #expect(try assay("run", "--table", "bronze.orders", "--downstream", "--date", "2026-11-03").status == 0)
    #expect(try coverage()[2] == "DONE")
    let days = try assay("backfill", "2026-11-03", "2026-11-03", "--json").json()["days"]?.arrayValue
    #expect(days?.isEmpty == true)
  }

  @Test("days before the first run of which no file lies there are outside; who names them runs them all the same")
  func outside() throws {
    #expect(try assay("run", "--date", "2026-11-04").status == 0)
    let answer = try assay("backfill", "2026-10-30", "2026-11-04", "--coverage", "--json")
    let states = try answer.json().arrayValue?.compactMap { $0["state"]?.stringValue }
    #expect(states == ["OUTSIDE", "OUTSIDE", "MISSING", "MISSING", "OUTSIDE", "DONE"])
    #expect(try !assay("backfill", "2026-10-30", "2026-11-04", "--coverage").output.contains("2026-10-30"))
    let run = try assay("backfill", "2026-11-03", "2026-11-03", "--json").json()
    #expect(run["days"]?.arrayValue?.count == 1)
  }

  @Test("a day that is marked by hand counts as done, with who and why in the audit; what is over cannot be paused")
  func marked() throws {
    #expect(try assay("run", "--date", "2026-11-01").status == 0)
    #expect(try assay("backfill", "2026-11-03", "2026-11-04").status == 1)
    #expect(try assay("backfill", "mark", "last", "2026-11-04", "--reason", "x").status == 1, "it is done already")
    #expect(try assay("backfill", "mark", "last", "2026-11-03", "--reason", "a holiday").status == 0)
    #expect(try coverage()[2...] == ["MARKED", "DONE"])
    let deeds = try assay("events", "--json").output
    #expect(deeds.contains("backfill mark") && deeds.contains("a holiday"))
    let pause = try assay("backfill", "pause", "last")
    #expect(pause.status == 1)
    #expect(pause.error.contains("only one that runs can be paused"))
    #expect(try assay("backfill", "2026-11-04", "2026-11-01").status != 0)
    #expect(try assay("backfill", "2026-11-01", "2026-11-04", "--max-concurrency", "9").status == 2)
  }

  @Test("what waits is taken back by cancel, and comes again by retry")
  func cancelled() throws {
    let start = try assay("backfill", "2026-11-01", "2026-11-02", "--all", "--detach")
    #expect(start.status == 0 && !start.output.contains("nobody drives it"), "it is being started")
    #expect(try assay("backfill", "cancel", "last").status == 0)
    func state() throws -> [String?] {
      let json = try assay("backfill", "show", "last", "--json").json()
      return [json["state"]?.stringValue] + (json["days"]?.arrayValue ?? []).map { $0["state"]?.stringValue }
    }
    while try state().contains("RUNNING") { usleep(50_000) }
    let after = try state()
    #expect(after.first == "CANCELLED")
    #expect(after.dropFirst().allSatisfy { ["CANCELLED", "SUCCEEDED"].contains($0) })
    guard after.contains("CANCELLED") && after.dropFirst().contains("CANCELLED") else { return }
    #expect(try assay("backfill", "retry", "last").status == 0)
    while try state().first == "RUNNING" { usleep(50_000) }
    #expect(try state() == ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"])
  }
}
