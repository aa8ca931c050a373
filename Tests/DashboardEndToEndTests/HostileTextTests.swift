import PseudoTerminal
import Testing

extension EndToEnd {
  /// Escape sequences in everything that comes from outside: none may reach the terminal.
  struct HostileTextTests {
    private func open(columns: Int = 160, rows: Int = 50) throws -> OpenDashboard {
      let hostile = try HostileProject.shared.get()
      let dashboard = try OpenDashboard(
        hostile.project.path, columns: columns, rows: rows, waitsForScreen: false, home: hostile.home)
      try dashboard.wait("Could not convert")
      return dashboard
    }

    private func expectHarmless(_ dashboard: OpenDashboard, sourceLocation: SourceLocation = #_sourceLocation) {
      let found = Hostile.found(in: dashboard.terminal.log)
      #expect(found == [], sourceLocation: sourceLocation)
      let screen = dashboard.screen
      #expect(screen.title.isEmpty && screen.bells == 0 && screen.clipboard.isEmpty, sourceLocation: sourceLocation)
      #expect(screen.unknown.isEmpty && screen.alternateIsActive, sourceLocation: sourceLocation)
    }

    /// Each step is a key and the text that shows that it has been done.
    @Test(arguments: [
      ("Overview", [("1", "gold.broken")]), ("Runs", [("2", "1 bad")]),
      ("an execution", [("2", "1 bad"), ("\r", "gold.broken")]),
      ("a failed step", [("2", "1 bad"), ("\r", "gold.broken"), ("\r", "evil")]),
      ("a load", [("2", "1 bad"), ("\r", "gold.broken"), ("g", "gold.broken"), ("\r", "orders-1")]),
      ("Quality", [("3", "Quarantine")]), ("rules and failing rows", [("3", "Quarantine"), ("\r", "evil")]),
      ("Gold", [("7", "evil")]), ("a tile", [("7", "evil"), ("j", "evil"), ("\r", "evil")]),
      ("themes", [(":", "type to find"), ("theme evil", "Evil")]),
      ("a hostile theme in use", [(":", "type to find"), ("theme evil", "Evil"), ("\r", "theme Evil")]),
      ("a rerun", [("r", "[ Rerun ]")]),
    ])
    func aScreenShowsHostileTextsWithoutSayingThem(_ name: String, _ steps: [(String, String)]) throws {
      let dashboard = try open()
      for (key, shown) in steps {
        dashboard.send(key)
        try dashboard.wait(shown)
        try dashboard.terminal.drain()
      }
      expectHarmless(dashboard)
      dashboard.send("\u{3}")
      _ = try dashboard.end()
      dashboard.expectTerminalRestored()
    }

    @Test func theStatusReportIsHarmlessToo() throws {
      let dashboard = try OpenDashboard(
        try HostileProject.shared.get().project.path, ["TERM": "dumb"], columns: 300, waitsForScreen: false)
      #expect(try dashboard.end().status == .exited(1))
      #expect(Hostile.found(in: dashboard.terminal.log) == [])
      #expect(dashboard.screen.text.contains("evil"))
      #expect(!dashboard.terminal.log.contains(0x1B))
    }
  }
}
