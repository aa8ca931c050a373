import PseudoTerminal
import Testing

extension EndToEnd {
  /// Sizes that change, sizes that are too small, and what an idle screen costs.
  struct SizeTests {
    /// A small generator with a fixed seed, so that a failing walk can be walked again.
    private struct Dice: RandomNumberGenerator {
      var state: UInt64
      mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
      }
    }

    /// - Parameter keys: what is open during the walk.
    @Test("random resizes do no harm", arguments: [("r", "Cancel"), ("7", "Revenue by day"), ("2/ok", "filter: ok")])
    func randomResizesDoNoHarm(_ keys: String, _ shown: String) throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path)
      dashboard.send(keys)
      try dashboard.wait(shown)
      var dice = Dice(state: 20_261_121)
      for step in 0..<(keys == "r" ? 2000 : 300) {
        dashboard.terminal.resize(
          columns: .random(in: 1...500, using: &dice), rows: .random(in: 1...200, using: &dice))
        if step % 10 == 0 { try dashboard.terminal.drain(pause: .milliseconds(1)) }
      }
      dashboard.terminal.resize(columns: 110, rows: 34)
      try dashboard.wait(for: "the last size") {
        $0.columns == 110 && $0.line(33).count > 20 && $0.text.contains(shown)
      }
      dashboard.send("\u{1B}")
      if keys == "r" { try dashboard.waitUntilGone(shown) }
      try dashboard.terminal.drain()
      try dashboard.expectCleanQuit()
    }

    @Test("it starts at any size", arguments: [(1, 1), (59, 16), (60, 15), (500, 200)])
    func itStartsAtAnySize(_ columns: Int, _ rows: Int) throws {
      let dashboard = try OpenDashboard(
        try SmallProject.shared.get().path, columns: columns, rows: rows, waitsForScreen: false)
      try dashboard.wait(for: "the screen") { $0.alternateIsActive }
      dashboard.terminal.resize(columns: 80, rows: 24)
      try dashboard.waitForOverview()
      try dashboard.expectCleanQuit()
    }

    @Test("below the minimum it tells the size it needs and keys do nothing but quit")
    func belowTheMinimumItTellsTheSizeItNeedsAndKeysDoNothingButQuit() throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path)
      dashboard.terminal.resize(columns: 40, rows: 10)
      try dashboard.wait(for: "the size needed") { $0.text.contains("need 60x16") && $0.text.contains("have 40x10") }
      dashboard.send("r\r2:")
      try dashboard.terminal.drain()
      dashboard.terminal.resize(columns: 120, rows: 36)
      try dashboard.waitForOverview()
      #expect(!dashboard.screen.text.contains("Cancel") && !dashboard.screen.text.contains("type to find"))
      dashboard.terminal.resize(columns: 40, rows: 10)
      try dashboard.wait("need 60x16")
      try dashboard.expectCleanQuit()
    }

    @Test("an idle screen sends next to nothing and is never erased")
    func anIdleScreenSendsNextToNothingAndIsNeverErased() throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path)
      try dashboard.terminal.drain(pause: .milliseconds(300))
      let (sent, erased) = (dashboard.terminal.log.count, dashboard.screen.fullErases)
      // Nothing is to come: the wait ends by its limit.
      _ = try? dashboard.terminal.wait(for: "nothing", within: .seconds(3)) { _ in false }
      // In these seconds a minute may end, which changes the clock and the ages.
      #expect(dashboard.terminal.log.count - sent < 600)
      #expect(dashboard.screen.fullErases == erased)
      try dashboard.expectCleanQuit()
    }

    /// Five tries, of which the quickest counts: ncurses' own wait for more would be a second each time.
    @Test("escape closes a dialog at once") func escapeClosesADialogAtOnce() throws {
      let dashboard = try OpenDashboard(try SmallProject.shared.get().path)
      let quickest = try (0..<5).map { _ in
        dashboard.send("r")
        try dashboard.wait("Cancel")
        return try ContinuousClock().measure {
          dashboard.send("\u{1B}")
          try dashboard.waitUntilGone("Cancel")
        }
      }.min()
      #expect(try #require(quickest) < .milliseconds(500))
    }
  }
}
