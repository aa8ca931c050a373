import JSON
import PseudoTerminal
import Testing

extension EndToEnd {
  struct FiveKeysTests {
    @Test("from a failed day to fresh gold with five keys") func fromAFailedDayToFreshGoldWithFiveKeys() throws {
      let morning = try Morning()
      let dashboard = try OpenDashboard(morning.project.path, columns: 200, rows: 60)
      #expect(dashboard.screen.text.contains("no file for"))
      // Three keys, and one to come back from the execution that opens.
      try dashboard.rerun(confirm: "Rerun")
      dashboard.send("1")
      try dashboard.wait(for: "fresh Gold") { screen in
        screen.text.contains("Gold is good") && !screen.text.contains("no file for")
          && !screen.text.contains("STALE") && !screen.text.contains("computing") && !screen.text.contains("RUN ")
      }
      let runs = try morning.project.assay("runs", "--json").json.arrayValue ?? []
      #expect(runs.first?["status"] == "SUCCEEDED")
      #expect(runs.first?["rerunOf"] == runs.dropFirst().first?["execution"])
      let figures = try Figures(morning.project)
      try figures.awaitKeyFigures(on: dashboard)
      try figures.expectOverview(on: dashboard)
      dashboard.send("7")
      try dashboard.wait("Key figures")
      try figures.awaitKeyFigures(on: dashboard)
      try dashboard.expectCleanQuit()
    }
  }
}
