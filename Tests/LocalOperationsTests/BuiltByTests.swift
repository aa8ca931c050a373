import Clocks
import Foundation
import ModelSQL
import Operations
import PipelineSupport
import Runs
import TestSupport
import Testing

@testable import LocalOperations

@Suite("A table that was built by something else than what stands now")
struct BuiltByTests {
  private static func project(_ settings: String = "") -> [String: String] {
    [
      "project.yml": "name: little\nsources:\n  o: {path: incoming/o*.csv}\n\(settings)",
      "models/silver/x.sql": model(),
      "models/gold/whole.sql": "select count(*) as rows from silver.x",
      "quality/gold.whole.dqdl": "Rules = [ RowCount > 0 ]", "incoming/o1.csv": "id,v,campaign\n1,a,xmas\n2,b,easter\n",
    ]
  }

  private static func model(_ columns: String = "v", header: String = "strategy: merge\nunique_key: [id]") -> String {
    """
    /*---
    materialized: incremental
    new_rows_from: [bronze.o]
    \(header)
    ---*/
    select try_int(id) as id, \(columns), _file, _record from bronze.o
    """
  }

  private func operations(_ lake: Pipeline) throws -> LocalOperations {
    LocalOperations(
      try LocalEnvironment(folder: lake.folder.path, environment: nil, variables: [:], clock: FixedClock(lake.now)))
  }

  private func reason(_ table: String, _ lake: Pipeline, fullRefresh: Bool = false) throws -> String {
    let plan = try operations(lake).plan(RunRequest(fullRefresh: fullRefresh))
    return plan.steps.first { $0.name == table }?.reason ?? ""
  }

  private func status(_ table: String, _ lake: Pipeline) throws -> TableStatus? {
    try operations(lake).status().layers.flatMap(\.tables).first { $0.name == table }
  }

  private static let command = "assay run --table silver.x --full-refresh"

  @Test(
    "is told by plan, step and status, with the command that mends it, until that has run",
    arguments: [
      model("upper(v) as v, campaign"), model(header: "strategy: merge\nunique_key: [id]\nnewest_by: [_file, _record]"),
      model(header: "strategy: append"), model(header: "strategy: merge\nunique_key: [id]\nbalance: none"),
    ])
  func told(edited: String) throws {
    let lake = try Pipeline(Self.project())
    try lake.run()
    #expect(try status("silver.x", lake)?.state == .ok)
    try lake.folder.write(edited, to: "models/silver/x.sql")
    #expect(try reason("silver.x", lake).contains("built by another model"))
    #expect(try status("silver.x", lake)?.state == .warn)
    let idle = try #require(try lake.run(["silver.x"]).step("silver.x"))
    #expect(idle.message?.contains(Self.command) == true)
    try lake.folder.write("id,v,campaign\n3,c,spring\n", to: "incoming/o2.csv")
    #expect(try reason("silver.x", lake).hasPrefix("new rows in bronze.o; built by another model"))
    let mixed = try lake.run()
    #expect(mixed.status == .succeeded, "\(mixed.trouble)")
    #expect(mixed.step("silver.x")?.message?.contains("built by another model") == true)
    let status = try #require(try status("silver.x", lake))
    #expect(status.state == .warn && status.reason.contains(Self.command))
    // Neither model alone made it now.
    try lake.folder.write(Self.model(), to: "models/silver/x.sql")
    #expect(try self.status("silver.x", lake)?.state == .warn)
    try lake.folder.write(edited, to: "models/silver/x.sql")
    let refreshed = try lake.run(["silver.x"], fullRefresh: true)
    #expect(refreshed.status == .succeeded, "\(refreshed.trouble)")
    #expect(try self.status("silver.x", lake)?.state == .ok)
    #expect(try reason("silver.x", lake) == "nothing new")
  }

  @Test("is none where comments, blanks, the case of words, or a description changed")
  func sameModel() throws {
    let lake = try Pipeline(Self.project())
    try lake.run()
    let edited = Self.model(header: "strategy: merge\nunique_key: [id]\ndescription: All orders")
      .replacing("select try_int(id) as id,", with: "SELECT  TRY_INT(id) AS id, -- the key\n")
    try lake.folder.write(edited, to: "models/silver/x.sql")
    #expect(try status("silver.x", lake)?.state == .ok)
    #expect(try reason("silver.x", lake) == "nothing new")
  }

  @Test("is none where its bookmark is from before models were remembered")
  func oldBookmark() throws {
    let lake = try Pipeline(Self.project())
    try lake.run()
    let (_, journal) = try lake.environment()
    var value = try #require(try journal.bookmark(of: "silver.x")).value
    value["definitions"] = nil
    try journal.setBookmark(of: "silver.x", to: value, by: "test")
    #expect(try status("silver.x", lake)?.state == .ok)
    try lake.run()
    try lake.folder.write(Self.model("upper(v) as v"), to: "models/silver/x.sql")
    #expect(try status("silver.x", lake)?.state == .warn)
  }

  @Test("is written anew, or refused, where the project or the model says so", arguments: [false, true])
  func actions(inHeader: Bool) throws {
    for action in ["refresh", "fail"] {
      let lake = try Pipeline(Self.project(inHeader ? "" : "on_model_change: \(action)\n"))
      try lake.run()
      let header = "strategy: merge\nunique_key: [id]" + (inHeader ? "\non_model_change: \(action)" : "")
      try lake.folder.write(Self.model("upper(v) as v", header: header), to: "models/silver/x.sql")
      let reason = try reason("silver.x", lake)
      let step = try #require(try lake.run().step("silver.x"))
      if action == "refresh" {
        #expect(reason == "its model changed: written anew")
        #expect(try lake.query("select v from silver.x order by 1") == [["A"], ["B"]])
      } else {
        #expect(reason.hasPrefix("will fail: ") && reason.contains(Self.command))
        #expect(step.error == "Assay.ModelChanged" && step.cause?.contains(Self.command) == true)
        #expect(try lake.run(["silver.x"], fullRefresh: true).status == .succeeded)
      }
      #expect(try status("silver.x", lake)?.state == .ok)
    }
  }

  @Test("is built again when it is a whole one, also for a balance alone, and judged again for its rules")
  func wholeTables() throws {
    let lake = try Pipeline(Self.project())
    try lake.run()
    try lake.folder.write("Rules = [ RowCount > 5 ]", to: "quality/gold.whole.dqdl")
    #expect(try reason("gold.whole", lake) == "its rules changed")
    #expect(try status("gold.whole", lake)?.reason.contains("its rules changed") == true)
    try lake.folder.write(
      "/*---\nbalance: silver.x\n---*/\nselect count(*) as rows from silver.x", to: "models/gold/whole.sql")
    #expect(try reason("gold.whole", lake) == "its model changed")
    #expect(try status("gold.whole", lake)?.state == .warn)
    #expect(try lake.run().step("gold.whole")?.error == "Assay.BalanceBroken")
  }

  @Test("is planned as it is then done when its folder is gone")
  func folderGone() throws {
    let lake = try Pipeline(Self.project())
    try lake.run()
    try FileManager.default.removeItem(atPath: lake.folder.path("lake/dev/gold/whole"))
    let step = try #require(try operations(lake).plan(RunRequest()).steps.first { $0.name == "gold.whole" })
    #expect(step.willChange && step.reason == "its table is gone: written anew")
    #expect(try lake.run().step("gold.whole")?.counts.inserted == 1)
  }

  @Test("lacks columns that its model gained: what reads them is refused before anything runs, with the command")
  func gainedColumn() throws {
    let lake = try Pipeline(Self.project())
    try lake.run()
    try lake.folder.write(Self.model("v, campaign"), to: "models/silver/x.sql")
    try lake.folder.write("select count(\n  campaign) as rows from silver.x", to: "models/gold/whole.sql")
    let session = try lake.session()
    let found = try session.checkColumns(try session.analyze()).map(\.description)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("models/gold/whole.sql:2:3: error: silver.x as it was built has no column") == true)
    #expect(found.first?.contains(Self.command) == true)
    #expect(try lake.run().record?.error == "Assay.ProjectInvalid")
    #expect(try lake.run(["silver.x"], fullRefresh: true).status == .succeeded)
    #expect(try lake.run().status == .succeeded)
    #expect(try lake.query("select rows from gold.whole") == [["2"]])
  }
}

@Suite("A source whose settings changed")
struct SourceSettingsTests {
  /// Malformed records are what some wrong settings make, and not what is looked at here.
  private static func settings(_ more: String) -> String {
    """
    name: little
    rejects: {warn_above: never, fail_at: never}
    sources:
      o: {path: incoming/o*.csv\(more)}

    """
  }

  private static let append = """
    /*---
    materialized: incremental
    strategy: append
    new_rows_from: [bronze.o]
    ---*/
    select id, city, _file, _record from bronze.o
    """

  private func outlook(_ lake: Pipeline) throws -> (plan: String, status: TableStatus?) {
    let operations = LocalOperations(
      try LocalEnvironment(folder: lake.folder.path, environment: nil, variables: [:], clock: FixedClock(lake.now)))
    return (
      try operations.plan(RunRequest()).steps.first { $0.name == "bronze.o" }?.reason ?? "",
      try operations.status().layers.flatMap(\.tables).first { $0.name == "bronze.o" }
    )
  }

  private static let wrong: [(before: String, after: String, bytes: [UInt8])] = [
    ("", ", encoding: windows-1252", Array("id,city\n1,K".utf8) + [0xF6] + Array("ln\n2,Rom\n".utf8)),
    (", null_values: []", ", null_values: [\"\", none]", Array("id,city\n1,K\n2,Rom\n3,none\n".utf8)),
    (", header: false, columns: [id, city, more]", ", header: false, columns: [id, city]", Array("1,K\n2,Rom\n".utf8)),
    (", keep: delta", ", keep: delta, quote: \"'\"", Array("id,city\n1,'K,L'\n2,Rom\n".utf8)),
    (", rename: {town: city}", ", rename: {place: city}", Array("id,place\n1,K\n2,Rom\n".utf8)),
    ("", ", delimiter: ;", Array("id;city\n1;K\n2;Rom\n".utf8)),
  ]

  @Test(
    "is told until its kept bytes are read again by one command, and then all is as if they had stood so from the start",
    arguments: wrong.indices)
  func readAgain(index: Int) throws {
    let (before, after, bytes) = Self.wrong[index]
    let lake = try Pipeline(["project.yml": Self.settings(before)])
    try lake.folder.write("", to: "incoming/x")
    try Data(bytes).write(to: URL(fileURLWithPath: lake.folder.path("incoming/o1.csv")))
    _ = try lake.run(["bronze.o"])
    #expect(try outlook(lake).status?.state == .ok)
    try lake.folder.write(Self.settings(after), to: "project.yml")
    try lake.folder.write(Self.append, to: "models/silver/o.sql")
    let told = try outlook(lake)
    let command = "assay run --table bronze.o --full-refresh"
    #expect(told.plan.contains("its settings changed") && told.plan.contains(command))
    #expect(told.status?.state == .warn && told.status?.reason.contains(command) == true)
    let idle = try lake.run(["bronze.o"])
    #expect(idle.step("bronze.o")?.message?.contains(command) == true)
    let again = try lake.run(["bronze.o"], fullRefresh: true)
    #expect(again.status == .succeeded, "\(again.trouble)")
    #expect(try outlook(lake).status?.state == .ok)
    let result = try lake.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    let fresh = try Pipeline(["project.yml": Self.settings(after), "models/silver/o.sql": Self.append])
    try fresh.folder.write("", to: "incoming/x")
    try Data(bytes).write(to: URL(fileURLWithPath: fresh.folder.path("incoming/o1.csv")))
    try fresh.run()
    for question in ["select * from silver.o order by all", "select count(*) from quarantine.bronze_o"] {
      #expect(try lake.query(question) == fresh.query(question))
    }
    let (_, journal) = try lake.environment()
    #expect(try journal.audit(target: "bronze.o").first?.action == "source reread")
  }

  @Test("has tables that only append written anew after it, and rows in no table twice")
  func downstream() throws {
    let lake = try Pipeline([
      "project.yml": Self.settings(""), "models/silver/o.sql": Self.append,
      "incoming/o1.csv": "id,city\n1,none\n2,Rom\n",
    ])
    try lake.run()
    try lake.folder.write("id,city\n3,none\n", to: "incoming/o2.csv")
    try lake.run()
    try lake.folder.write(Self.settings(", null_values: [\"\", none]"), to: "project.yml")
    // Files of before are still read as they were; new ones by the new settings.
    try lake.folder.write("id,city\n4,none\n", to: "incoming/o3.csv")
    try lake.run()
    let rows = "select id, city from silver.o order by 1"
    #expect(try lake.query(rows) == [["1", "none"], ["2", "Rom"], ["3", "none"], ["4", "∅"]])
    try lake.run(["bronze.o"], fullRefresh: true)
    #expect(try lake.run().status == .succeeded)
    #expect(try lake.query(rows) == [["1", "∅"], ["2", "Rom"], ["3", "∅"], ["4", "∅"]])
  }
}
