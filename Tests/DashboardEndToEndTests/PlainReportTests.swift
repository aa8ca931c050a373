import PseudoTerminal
import TestSupport
import Testing

extension EndToEnd {
  /// Where no screen can be had, the status report takes its place; where one nearly can, it opens all the same.
  struct PlainReportTests {
    /// The lines of `assay status` without their ages.
    private static let reported = "gold.sales_daily"

    @Test("output to a file is the status report without escapes") func outputToAFileIsTheStatusReportWithoutEscapes()
      throws
    {
      let folder = try TemporaryFolder()
      let path = folder.path("out.txt")
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path, waitsForScreen: false) {
        $0.output = .file(path)
      }
      #expect(try dashboard.end().status == .exited(0))
      let text = try folder.read("out.txt")
      #expect(text.contains(Self.reported) && !text.contains("\u{1B}"))
      #expect(!dashboard.terminal.log.contains(0x1B))
    }

    @Test("input from nowhere is the status report") func inputFromNowhereIsTheStatusReport() throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path, waitsForScreen: false) {
        $0.input = .file("/dev/null")
      }
      #expect(try dashboard.end().status == .exited(0))
      #expect(dashboard.screen.text.contains(Self.reported))
      #expect(!String(decoding: dashboard.terminal.log, as: UTF8.self).contains("?1049h"))
      #expect(dashboard.terminal.settings == dashboard.before)
    }

    @Test("a dumb terminal gets the status report without escapes", arguments: ["dumb", ""])
    func aDumbTerminalGetsTheStatusReportWithoutEscapes(_ term: String) throws {
      let dashboard = try OpenDashboard(
        try SmallProject.shared.get().path, ["TERM": term], waitsForScreen: false)
      #expect(try dashboard.end().status == .exited(0))
      #expect(dashboard.screen.text.contains(Self.reported))
      #expect(!dashboard.terminal.log.contains(0x1B))
      #expect(dashboard.terminal.settings == dashboard.before)
    }

    @Test(
      "an unknown terminal is treated as its nearest relative",
      arguments: ["xterm-ghostty", "no-such-terminal", "unknown"])
    func anUnknownTerminalIsTreatedAsItsNearestRelative(_ term: String) throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path, ["TERM": term])
      try dashboard.expectCleanQuit()
    }

    @Test("an old terminal shows states as words", arguments: ["vt100", "linux"])
    func anOldTerminalShowsStatesAsWords(_ term: String) throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path, ["TERM": term], columns: 80, rows: 24)
      #expect(dashboard.screen.text.contains("OK"))
      for key in ["2", "3", "7", "?"] { dashboard.send(key) }
      try dashboard.wait("any other key closes")
      dashboard.send("\u{1B}")
      try dashboard.waitUntilGone("any other key closes")
      dashboard.send("q")
      #expect(try dashboard.end().status == .exited(0))
      #expect(dashboard.terminal.settings == dashboard.before)
      #expect(!dashboard.screen.alternateIsActive && dashboard.screen.pen == CellStyle())
    }
  }
}
