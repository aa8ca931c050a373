import Clocks
import Foundation
import Operations
import PipelineSupport
import TestSupport
import Testing

@testable import LocalOperations

@Suite("What is told of runs")
struct RunsToldTests {
  private static let settings = """
    name: told
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      orders:
        path: incoming/*/orders.csv
        format: csv
        expect: incoming/{run_date}/orders.csv
        freshness: {warn_after: {count: 1, period: hour}, error_after: {count: 2, period: hour}}
      visits: {path: incoming/*/visits.csv, format: csv}
    """

  private func project() throws -> Pipeline {
    let project = try Pipeline([
      "project.yml": Self.settings, "models/silver/orders.sql": "select id from bronze.orders",
      "incoming/2026-11-08/orders.csv": "id\n1\n", "incoming/2026-11-08/visits.csv": "id\n1\n",
    ])
    #expect(try project.run(day: "2026-11-08").status == .succeeded)
    return project
  }

  private func operations(_ project: Pipeline, at now: Date? = nil) throws -> LocalOperations {
    try project.operations(at: now)
  }

  @Test("a failed run counts what succeeded, and a table that was left out names the first cause at any hour")
  func firstCause() throws {
    let project = try project()
    let failed = try project.run(day: "2026-11-09")
    #expect(failed.status == .failed)
    let summary = try operations(project).execution(failed.id.rawValue).summary
    #expect(summary.stepParts == ["1 ok", "1 failed", "1 skipped"])
    #expect(summary.json["stepsDone"] == 1)
    for hours in [0.1, 30] {
      let status = try operations(project, at: project.now.addingTimeInterval(hours * 3600)).status()
      let silver = status.layers.flatMap(\.tables).first { $0.name == "silver.orders" }
      #expect(silver?.reason.contains("bronze.orders did not succeed") == true)
    }
  }

  @Test("a failure that was made good says by which run, and a rerun is of the day whose files it takes in")
  func repaired() throws {
    let project = try project()
    let failed = try project.run(day: "2026-11-09")
    try project.folder.write("id\n2\n", to: "incoming/2026-11-09/orders.csv")
    let repairing = try project.run(day: "2026-11-09")
    #expect(repairing.status == .succeeded)
    let operations = try operations(project)
    #expect(try operations.execution(failed.id.rawValue).summary.repairedBy == repairing.id.rawValue)
    try project.folder.write("id\n3\n", to: "incoming/2026-11-10/orders.csv")
    let plan = try operations.plan(operations.rerunRequest(of: failed.id.rawValue))
    #expect(plan.files == ["incoming/2026-11-10/orders.csv"])
    #expect(plan.request.runDate?.description == "2026-11-10")
  }

  @Test("a failure is made good by the run after which each of its tables had succeeded, whatever that was asked to do")
  func repairedTableByTable() throws {
    let project = try project()
    try project.folder.write("other\n2\n", to: "incoming/2026-11-09/orders.csv")
    let failed = try project.run(day: "2026-11-09")
    try project.folder.write("id\n2\n", to: "incoming/2026-11-09/orders.csv")
    let open = { try operations(project).execution(failed.id.rawValue).summary.repairedBy }
    #expect(try project.run(["bronze.orders"], day: "2026-11-09").status == .succeeded)
    #expect(try open() == nil, "silver.orders was left out, and still is")
    let last = try project.run(["silver.orders"], day: "2026-11-10")
    #expect(try open() == last.id.rawValue)
  }

  @Test("a file that never came is not made good by the file of the next day")
  func neverCame() throws {
    let project = try project()
    let failed = try project.run(day: "2026-11-09")
    try project.folder.write("id\n3\n", to: "incoming/2026-11-10/orders.csv")
    #expect(try project.run(day: "2026-11-10").status == .succeeded)
    #expect(try operations(project).execution(failed.id.rawValue).summary.repairedBy == nil)
  }

  @Test("a failed step does not keep what it reported last")
  func progress() throws {
    let project = try project()
    try project.folder.write("other\n2\n", to: "incoming/2026-11-09/orders.csv")
    let failed = try project.run(day: "2026-11-09")
    #expect(failed.step("bronze.orders")?.status == .failed)
    #expect(failed.step("bronze.orders")?.message == nil)
  }

  @Test("a gate that warns is seen without a screen")
  func warning() throws {
    let project = try project()
    try project.folder.write(Self.settings + "\nquality: {gate: warn}\n", to: "project.yml")
    try project.folder.write("Rules = [ RowCount > 5 ]", to: "quality/silver.orders.dqdl")
    #expect(try project.run(day: "2026-11-08").status == .succeeded)
    let table = try operations(project).status().layers.flatMap(\.tables).first { $0.name == "silver.orders" }
    #expect(table?.state == .ok)
    #expect(table?.warning?.hasPrefix("quality 0.0 %") == true)
    #expect(try operations(project).quality().first?.verdict == "WARN")
  }
}
