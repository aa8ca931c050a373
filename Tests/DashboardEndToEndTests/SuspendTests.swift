import Glibc
import PseudoTerminal
import TestSupport
import Testing

extension EndToEnd {
  /// ^Z and fg under a real shell.
  struct SuspendTests {
    private func shell(_ home: TemporaryFolder) throws -> PseudoTerminal {
      let project = try SmallProject.shared.get().path
      var launch = Launch(
        "/bin/bash", ["--norc", "--noediting", "-i"],
        environment: Assay.environment(home: home.path).merging(
          ["PS1": "ready> ", "OPEN": "\(Assay.path) --project \(project)"]) { $1 })
      (launch.columns, launch.rows) = (100, 30)
      let terminal = try PseudoTerminal(launch)
      try terminal.wait(forText: "ready>", within: OpenDashboard.patience)
      return terminal
    }

    @Test("stopping gives the terminal to the shell and fg paints everything again")
    func stoppingGivesTheTerminalToTheShellAndFgPaintsEverythingAgain() throws {
      let home = try TemporaryFolder(beneath: TemporaryFolder.memory)
      let terminal = try shell(home)
      terminal.send("$OPEN\n")
      try terminal.wait(forText: "Gold is good", within: OpenDashboard.patience)
      terminal.send("2")
      try terminal.wait(forText: "Executions", within: OpenDashboard.patience)
      terminal.send("\u{1A}")
      try terminal.wait(forText: "Stopped", within: OpenDashboard.patience)
      #expect(!terminal.screen.alternateIsActive && terminal.screen.cursorIsVisible)
      #expect(terminal.screen.modes.isDisjoint(with: [1002, 1004, 1006, 2004]))
      #expect(terminal.settings?.isCanonical == true && terminal.settings?.echoes == true)
      terminal.resize(columns: 90, rows: 25)
      terminal.send("fg\n")
      try terminal.wait(for: "the screen again", within: OpenDashboard.patience) { screen in
        screen.alternateIsActive && screen.text.contains("Executions") && screen.line(0).count <= 90
      }
      #expect(terminal.settings?.isCanonical == false)
      terminal.send("1")
      try terminal.wait(forText: "Gold is good", within: OpenDashboard.patience)
      terminal.send("q")
      try terminal.wait(for: "the shell", within: OpenDashboard.patience) {
        !$0.alternateIsActive && $0.text.contains("ready>")
      }
      #expect(terminal.screen.unknown.isEmpty)
    }
  }
}
