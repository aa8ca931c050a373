import Foundation
import Glibc
import JSON
import PseudoTerminal
import Testing

extension EndToEnd {
  struct SurvivalTests {
    /// A table that takes seconds, so that its run is surely under way when the dashboard dies.
    private static let slow = """
      /*---
      description: Every way to take twelve orders, counted.
      materialized: table
      ---*/
      select count(*) as ways
      from silver.orders a, silver.orders b, silver.orders c, silver.orders d, silver.orders e, silver.orders f,
        silver.orders g, silver.orders h, silver.orders i, silver.orders j, silver.orders k, silver.orders l
      where a.amount + b.amount + c.amount + d.amount + e.amount + f.amount
        < g.amount + h.amount + i.amount + j.amount + k.amount - l.amount

      """

    private func status(_ project: CopiedProject) throws -> JSONValue? {
      try project.assay("runs", "--json").json.arrayValue?.first?["status"]
    }

    @Test("a run started from the dashboard survives its sudden death")
    func aRunStartedFromTheDashboardSurvivesItsSuddenDeath() throws {
      let project = try CopiedProject()
      try project.write(Self.slow, to: "models/gold/slow.sql")
      let dashboard = try OpenDashboard(project.path, waitsForScreen: false)
      try dashboard.wait("no run yet")
      try dashboard.rerun(confirm: "Run")
      try dashboard.wait("gold.slow")
      #expect(try status(project) == "RUNNING")
      dashboard.terminal.signal(SIGKILL)
      #expect(try dashboard.end().status == .signalled(SIGKILL))
      #expect(try status(project) == "RUNNING")
      dashboard.terminal.hangUp()
      let next = try OpenDashboard(project.path, waitsForScreen: false)
      try next.wait("Gold is good")
      #expect(try status(project) == "SUCCEEDED")
      #expect(try project.assay("table", "show", "gold.slow", "--json", mayFail: true).output.contains("ways"))
      try next.expectCleanQuit()
    }

    @Test("a run can be stopped from the dashboard") func aRunCanBeStoppedFromTheDashboard() throws {
      let project = try CopiedProject()
      try project.write(Self.slow, to: "models/gold/slow.sql")
      let dashboard = try OpenDashboard(project.path, waitsForScreen: false)
      try dashboard.wait("no run yet")
      try dashboard.rerun(confirm: "Run")
      try dashboard.wait("gold.slow")
      dashboard.send("x")
      try dashboard.wait("Stop it")
      dashboard.send("\t\r")
      try dashboard.wait("stopped on request")
      #expect(try status(project) == "ABORTED")
      try dashboard.expectCleanQuit()
    }
  }
}
