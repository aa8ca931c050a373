import Foundation
import PseudoTerminal
import TestSupport
import Testing

extension EndToEnd {
  /// What happens when something the dashboard counts on is missing or goes away.
  struct TroubleTests {
    @Test("a home that cannot be written costs only the truecolour")
    func aHomeThatCannotBeWrittenCostsOnlyTheTruecolour() throws {
      let dashboard = try OpenDashboard(
        try SmallProject.shared.get().path, ["HOME": "/proc/nowhere", "COLORTERM": "truecolor"])
      try dashboard.expectCleanQuit()
    }

    @Test("a journal removed while it shows makes everything stale")
    func aJournalRemovedWhileItShowsMakesEverythingStale() throws {
      let project = try SmallProject.copy()
      let dashboard = try OpenDashboard(project.path)
      try FileManager.default.removeItem(atPath: project.path + "/.assay/dev/journal.sqlite")
      try dashboard.wait("STALE")
      try visit(dashboard)
      try expectNoRerun(dashboard)
      try dashboard.expectCleanQuit()
    }

    @Test("a project folder removed while it shows is told and does no harm")
    func aProjectFolderRemovedWhileItShowsIsToldAndDoesNoHarm() throws {
      let project = try SmallProject.copy()
      let dashboard = try OpenDashboard(project.path)
      try FileManager.default.removeItem(atPath: project.path)
      try dashboard.wait("STALE")
      try visit(dashboard)
      // Some of what is shown may have been read between the lake's end and the journal's: then planning says what is gone.
      dashboard.send("r")
      try dashboard.wait(for: "the reason") { screen in
        ["what is shown is old, and cannot be renewed", "It cannot be planned"].contains { screen.text.contains($0) }
      }
      #expect(!dashboard.screen.text.contains("[ Rerun ]"))
      if dashboard.screen.text.contains("It cannot be planned") {
        dashboard.send("\u{1B}")
        try dashboard.waitUntilGone("It cannot be planned")
      }
      try dashboard.expectCleanQuit()
    }

    @Test(
      "a table's folder that others remove and bring back shows by itself",
      arguments: ["gold/sales_daily", "silver/orders"])
    func removedTable(folder: String) throws {
      let project = try SmallProject.copy()
      let dashboard = try OpenDashboard(project.path)
      try dashboard.wait("Gold is good")
      let table = project.path + "/lake/dev/" + folder
      try FileManager.default.moveItem(atPath: table, toPath: project.path + "/elsewhere")
      try dashboard.waitUntilGone("Gold is good")
      try dashboard.wait(folder.replacing("/", with: "."))
      try FileManager.default.moveItem(atPath: project.path + "/elsewhere", toPath: table)
      try dashboard.wait("Gold is good")
      try dashboard.expectCleanQuit()
    }

    @Test(
      "definitions that change while it is open hold at once; wrong ones make what it shows old until they are mended")
    func changedDefinitions() throws {
      let project = try SmallProject.copy()
      let dashboard = try OpenDashboard(project.path)
      try dashboard.wait("Gold is good")
      try project.write("select 1 as one", to: "models/gold/new_table.sql")
      try dashboard.wait("new_table")
      try project.write("/*---\nmaterialized: nonsense\n---*/\nselect 1 as one", to: "models/gold/new_table.sql")
      try dashboard.wait("STALE")
      try FileManager.default.removeItem(atPath: project.path + "/models/gold/new_table.sql")
      try dashboard.waitUntilGone("STALE")
      try dashboard.wait("Gold is good")
      try dashboard.expectCleanQuit()
    }

    @Test("a sheet of Gold that is edited while it is open is computed anew")
    func changedSheet() throws {
      let project = try SmallProject.copy()
      let dashboard = try OpenDashboard(project.path)
      dashboard.send("7")
      try dashboard.wait("Revenue by day")
      let path = project.path + "/dashboards/sales.yml"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing("Revenue by day", with: "Takings by day").write(
        toFile: path, atomically: false, encoding: .utf8)
      try dashboard.wait("Takings by day")
      try dashboard.expectCleanQuit()
    }

    @Test("without an engine the journal still shows and the mending command is named")
    func withoutAnEngineTheJournalStillShowsAndTheMendingCommandIsNamed() throws {
      let empty = try TemporaryFolder()
      let dashboard = try OpenDashboard(
        try SmallProject.shared.get().path,
        ["XDG_DATA_HOME": empty.path, "ASSAY_LIBDUCKDB": "", "XDG_DATA_DIRS": empty.path], waitsForScreen: false)
      try dashboard.wait("Gold is good")
      try dashboard.wait("assay engine install")
      dashboard.send("2")
      try dashboard.wait("3/3 steps")
      try dashboard.expectCleanQuit()
    }

    @Test("a new run from elsewhere shows by itself") func aNewRunFromElsewhereShowsByItself() throws {
      let project = try SmallProject.copy()
      let dashboard = try OpenDashboard(project.path)
      dashboard.send("2")
      try dashboard.wait("Executions · 1")
      try project.assay("run")
      try dashboard.wait("Executions · 2")
      try dashboard.expectCleanQuit()
    }

    /// Nothing is started over what is gone: what is shown says nothing about what would be changed.
    private func expectNoRerun(_ dashboard: OpenDashboard) throws {
      dashboard.send("r")
      try dashboard.wait("what is shown is old, and cannot be renewed")
      #expect(!dashboard.screen.text.contains("[ Rerun ]"))
    }

    private func visit(_ dashboard: OpenDashboard) throws {
      for (key, text) in [("2", "Executions"), ("3", "Tables"), ("7", "Gold"), ("1", "Needs you")] {
        dashboard.send(key)
        try dashboard.wait(text)
      }
    }
  }
}
