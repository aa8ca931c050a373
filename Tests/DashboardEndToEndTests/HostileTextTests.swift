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

    private static let pageDown = "\u{1B}[6~"

    struct Walk: Sendable, CustomStringConvertible {
      /// The screen it ends on.
      let description: String
      /// Each is a key and the text that shows that it has been done.
      let steps: [(key: String, shown: String)]

      init(_ description: String, _ steps: [(key: String, shown: String)]) {
        (self.description, self.steps) = (description, steps)
      }
    }

    private static let rules = [("3", "Quarantine"), ("\r", "evil")]
    private static let themes = [(":", "type to find"), ("theme evil", "Evil 00")]

    static let walks: [Walk] = [
      Walk("Overview", [("1", "gold.broken")]),
      Walk("Runs", [("2", "Executions · 1")]),
      Walk("an execution", [("2", "Executions · 1"), ("\r", "gold.broken")]),
      Walk("a failed step", [("2", "Executions · 1"), ("\r", "gold.broken"), ("\r", "evil")]),
      Walk("a load", [("2", "Executions · 1"), ("\r", "gold.broken"), ("g", "gold.broken"), ("\r", "orders-1")]),
      Walk("Quality", [("3", "Quarantine")]),
      Walk("rules and failing rows", rules),
      Walk("reject reasons", rules + [("\t\t", "no amount: evil")]),
      Walk("a rejected row", rules + [("\t\t", "no amount: evil"), ("\r", "rejected row of")]),
      Walk("Gold", [("7", "evil")]),
      Walk("a tile", [("7", "evil"), ("j", "evil"), ("\r", "evil")]),
      // Every text as the name and the title of a theme, a page of the palette after the other.
      Walk("themes", themes + [(pageDown, "Evil 08"), (pageDown, "Evil 16"), (pageDown, "Evil 20")]),
      Walk("a hostile theme in use", themes + [("\r", "theme Evil 00")]),
      Walk("a rerun", [("r", "[ Rerun ]")]),
    ]

    @Test("a screen shows hostile texts without saying them", arguments: walks)
    func aScreenShowsHostileTextsWithoutSayingThem(_ walk: Walk) throws {
      let dashboard = try open()
      for (key, shown) in walk.steps {
        dashboard.send(key)
        try dashboard.wait(shown)
        try dashboard.terminal.drain()
      }
      expectHarmless(dashboard)
      dashboard.send("\u{3}")
      _ = try dashboard.end()
      dashboard.expectTerminalRestored()
    }

    @Test("the status report is harmless too") func theStatusReportIsHarmlessToo() throws {
      let dashboard = try OpenDashboard(
        try HostileProject.shared.get().project.path, ["TERM": "dumb"], columns: 300, waitsForScreen: false)
      #expect(try dashboard.end().status == .exited(1))
      #expect(Hostile.found(in: dashboard.terminal.log) == [])
      #expect(dashboard.screen.text.contains("evil"))
      #expect(!dashboard.terminal.log.contains(0x1B))
    }
  }
}
