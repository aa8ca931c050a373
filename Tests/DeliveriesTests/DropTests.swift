import Clocks
import Foundation
import Ledger
import Project
import Testing

@testable import Deliveries

@Suite("What several sources deliver for a day")
struct DropTests {
  /// Two sources with a file for each day, and one without.
  private func lake() throws -> LittleLake {
    try LittleLake(
      "expect: \"incoming/{run_date}.csv\", settle: 0",
      settings: """
          sales: {path: "sales/*.csv", expect: "sales/{run_date}.csv"}
          notes: {path: "notes/*.csv"}
        """)
  }

  private func put(_ lake: LittleLake, _ path: String, _ text: String = "id\n1\n", age: TimeInterval = 3600) throws {
    let full = try lake.folder.write(text, to: path)
    try FileManager.default.setAttributes(
      [.modificationDate: lake.clock.now().addingTimeInterval(-age)], ofItemAtPath: full)
  }

  private func drops(_ lake: LittleLake, _ names: [String], until day: String = "2026-11-08") throws -> [Drop] {
    let day = try #require(CalendarDay(day))
    return try DropOutlook(names, project: lake.workspace.project, journal: lake.journal, now: lake.clock.now())
      .drops(until: day)
  }

  @Test("is not complete before the last file is there, and names what is waited for")
  func missing() throws {
    let lake = try lake()
    let first = try #require(try drops(lake, ["orders", "sales"]).last)
    #expect(!first.isComplete && first.files.isEmpty)
    #expect(
      first.missing == [
        "orders: incoming/2026-11-08.csv is not there", "sales: sales/2026-11-08.csv is not there",
      ])
    try put(lake, "incoming/2026-11-08.csv")
    #expect(try drops(lake, ["orders", "sales"]).last?.missing == ["sales: sales/2026-11-08.csv is not there"])
    try put(lake, "sales/2026-11-08.csv")
    let whole = try #require(try drops(lake, ["orders", "sales"]).last)
    #expect(whole.isComplete && whole.files == ["incoming/2026-11-08.csv", "sales/2026-11-08.csv"])
  }

  @Test("waits for any new file of a source that expects none, for the day that is asked about alone")
  func loose() throws {
    let lake = try lake()
    #expect(try drops(lake, ["notes"]).map(\.missing) == [["notes: no new file"]])
    try put(lake, "notes/b.csv")
    try put(lake, "notes/a.csv")
    let drops = try drops(lake, ["notes"])
    #expect(drops.map(\.files) == [["notes/a.csv", "notes/b.csv"]])
    #expect(drops.map(\.day.description) == ["2026-11-08"])
  }

  @Test("is that of each of the last seven days of which something lies there, the oldest first")
  func days() throws {
    let lake = try lake()
    for day in ["2026-10-31", "2026-11-01", "2026-11-06", "2026-11-09"] { try put(lake, "incoming/\(day).csv") }
    let drops = try drops(lake, ["orders"])
    #expect(drops.map(\.day.description) == ["2026-11-01", "2026-11-06", "2026-11-08"])
    #expect(drops.map(\.isComplete) == [true, true, false])
  }

  @Test(
    "goes over the ends of months and years, and over the day that a leap year has",
    arguments: [
      ("2026-03-01", "2026-02-28"), ("2028-03-01", "2028-02-29"), ("2027-01-01", "2026-12-31"),
    ])
  func calendar(day: String, before: String) throws {
    let lake = try lake()
    try put(lake, "incoming/\(before).csv")
    #expect(try drops(lake, ["orders"], until: day).map(\.day.description) == [before, day])
  }

  @Test(
    "holds back a file that is still being written or sent, with the reason",
    arguments: [(2.0, "changed a moment ago"), (-2.0, "changed a moment ago"), (3600.0, "is still being sent")])
  func unfinished(age: TimeInterval, reason: String) throws {
    let lake = try lake()
    try put(lake, "incoming/2026-11-08.csv", age: age)
    if age > 5 { try put(lake, "incoming/2026-11-08.csv.tmp") }
    let drop = try #require(try drops(lake, ["orders"]).last)
    #expect(drop.files.isEmpty && drop.missing.count == 1)
    #expect(drop.missing[0].hasPrefix("orders: incoming/2026-11-08.csv \(reason)"), "\(drop.missing)")
  }

  @Test("does not take a file for one whose name only begins as its own does")
  func prefixes() throws {
    let lake = try lake()
    try put(lake, "incoming/2026-11-08.csv")
    try put(lake, "incoming/2026-11-08.csv copy.csv", age: 1)
    #expect(try drops(lake, ["orders"]).last?.isComplete == true)
  }

  @Test("has a key of its files as they are: another size or time is another drop, another look at the same is not")
  func key() throws {
    let lake = try lake()
    try put(lake, "incoming/2026-11-08.csv", age: 3600)
    try put(lake, "sales/2026-11-08.csv", age: 3600)
    func key(_ names: [String] = ["orders", "sales"]) throws -> String { try #require(try drops(lake, names).last).key }
    let first = try key()
    #expect(try key() == first && key(["sales", "orders"]) == first)
    #expect(try key(["orders"]) != first)
    try put(lake, "sales/2026-11-08.csv", age: 3599)
    let touched = try key()
    try put(lake, "sales/2026-11-08.csv", "id\n1\n2\n", age: 3599)
    #expect(Set([first, touched, try key()]).count == 3)
  }

  @Test("has nothing of a source that the project does not have any more, and is never complete without a file")
  func unknown() throws {
    let lake = try lake()
    #expect(try drops(lake, ["gone"]).map(\.isComplete) == [false])
    #expect(try drops(lake, []).map(\.isComplete) == [false])
  }

  @Test("needs no file again that is loaded or was withdrawn")
  func loaded() throws {
    let lake = try lake()
    try put(lake, "incoming/2026-11-08.csv")
    try put(lake, "sales/2026-11-08.csv")
    try lake.ingest()
    let drop = try #require(try drops(lake, ["orders", "sales"]).last)
    #expect(drop.files == ["sales/2026-11-08.csv"] && drop.isComplete)
    _ = try Withdrawal(session: lake.session, source: lake.source).withdraw("incoming/2026-11-08.csv", by: "ada")
    #expect(try drops(lake, ["orders", "sales"]).last?.files == ["sales/2026-11-08.csv"])
  }
}
