import PseudoTerminal
import Testing

extension EndToEnd {
  /// Locales, colours and their absence.
  struct LookTests {
    @Test(
      "a locale without unicode gets plain ASCII on every screen",
      arguments: [["LC_ALL": "C"], ["LANG": "de_DE.ISO-8859-1", "LC_ALL": "C"], ["LANG": "POSIX"]])
    func aLocaleWithoutUnicodeGetsPlainAsciiOnEveryScreen(_ locale: [String: String]) throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path, locale)
      try visitEverything(dashboard)
      try dashboard.expectCleanQuit()
      #expect(dashboard.terminal.log.allSatisfy { $0 < 0x80 })
    }

    @Test(
      "a locale that only half exists still gets lines",
      arguments: [["LANG": "", "LC_CTYPE": "C.UTF-8"], ["LANG": ""], ["LANG": "xx_YY.UTF-8"]])
    func aLocaleThatOnlyHalfExistsStillGetsLines(_ locale: [String: String]) throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path, locale)
      #expect(dashboard.screen.text.contains("╭─ Flow"))
      try dashboard.expectCleanQuit()
    }

    @Test("no color sends no colour on any screen and keeps the words")
    func noColorSendsNoColourOnAnyScreenAndKeepsTheWords() throws {
      let dashboard = try OpenDashboard(
        try SmallProject.shared.get().path, ["NO_COLOR": "1", "COLORTERM": "truecolor"])
      #expect(dashboard.screen.text.contains("✔ OK"))
      try visitEverything(dashboard)
      try dashboard.expectCleanQuit()
      let sent = String(decoding: dashboard.terminal.log, as: UTF8.self)
      let codes = sent.matches(of: /\u{1B}\[([0-9;:]*)m/).flatMap { match in
        match.1.split { ";:".contains($0) }.compactMap { Int($0) }
      }
      #expect(codes.allSatisfy { !(30...49).contains($0) && !(90...107).contains($0) })
    }

    @Test("every border ends in the same column") func everyBorderEndsInTheSameColumn() throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path, columns: 100, rows: 30)
      for line in (0..<30).map(dashboard.screen.line) where "│┃╮╯┓┛".contains(line.last ?? " ") {
        #expect(line.count == 100, "\(line)")
      }
    }

    private func visitEverything(_ dashboard: OpenDashboard) throws {
      for (key, text) in [("2", "Executions"), ("3", "Tables"), ("7", "Key figures"), ("?", "any other key closes")] {
        dashboard.send(key)
        try dashboard.wait(text)
      }
      dashboard.send("\u{1B}")
      try dashboard.waitUntilGone("any other key closes")
      dashboard.send(":")
      try dashboard.wait("type to find")
      dashboard.send("\u{1B}")
      try dashboard.waitUntilGone("type to find")
      for (key, text) in [("1", "Needs you"), ("r", "Cancel")] {
        dashboard.send(key)
        try dashboard.wait(text)
      }
      dashboard.send("\u{1B}")
      try dashboard.waitUntilGone("Cancel")
    }
  }
}
