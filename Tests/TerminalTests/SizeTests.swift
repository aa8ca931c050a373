import PseudoTerminal
import Testing

/// Sizes: resizing, too small, and the time Escape takes. The S tests.
@Suite(.serialized) struct SizeTests {
  /// A small generator with a fixed seed, so that a failing walk can be walked again.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  @Test("two thousand resizes with a dialog open do no harm") func twoThousandResizesWithADialogOpenDoNoHarm() throws {
    let probe = try Probe()
    probe.terminal.send("d")
    try probe.terminal.wait(forText: "Sure?")
    var dice = Dice(state: 20_261_121)
    for step in 0..<2000 {
      probe.terminal.resize(columns: .random(in: 1...500, using: &dice), rows: .random(in: 1...200, using: &dice))
      if step % 20 == 0 { try probe.terminal.drain(pause: .milliseconds(1)) }
    }
    probe.terminal.resize(columns: 100, rows: 30)
    try probe.terminal.wait(forText: "100x30")
    try probe.terminal.wait(forText: "Sure?")
    probe.terminal.send("\u{1B}")
    try probe.terminal.wait(for: "the dialog to close") { !$0.text.contains("Sure?") }
    probe.terminal.send("q")
    #expect(try probe.terminal.waitForEnd().status == .exited(0))
    probe.expectTerminalRestored()
  }

  @Test("it starts at any size", arguments: [(1, 1), (2, 1), (1, 5), (10, 3), (500, 200)])
  func itStartsAtAnySize(_ columns: Int, _ rows: Int) throws {
    let probe = try Probe(columns: columns, rows: rows, waitForScreen: false)
    try probe.terminal.wait(for: "the screen") { $0.alternateIsActive }
    try probe.terminal.drain()
    probe.terminal.resize(columns: 80, rows: 24)
    try probe.terminal.wait(forText: "80x24")
  }

  @Test("below the minimum it tells the size it needs and does nothing but quit")
  func belowTheMinimumItTellsTheSizeItNeedsAndDoesNothingButQuit() throws {
    let probe = try Probe()
    probe.terminal.resize(columns: 18, rows: 4)
    try probe.terminal.wait(for: "the size needed") { $0.text.contains("need 20x5") && $0.text.contains("have 18x4") }
    probe.terminal.send("+++d")
    try probe.terminal.drain()
    probe.terminal.resize(columns: 80, rows: 24)
    try probe.terminal.wait(forText: "80x24")
    #expect(probe.terminal.screen.text.contains("count 0"))
    #expect(!probe.terminal.screen.text.contains("Sure?"))
    probe.terminal.resize(columns: 18, rows: 4)
    try probe.terminal.wait(forText: "need 20x5")
    probe.terminal.send("q")
    #expect(try probe.terminal.waitForEnd().status == .exited(0))
    probe.expectTerminalRestored()
  }

  @Test("an unchanged screen sends nothing and a changed cell little")
  func anUnchangedScreenSendsNothingAndAChangedCellLittle() throws {
    let probe = try Probe()
    try probe.terminal.drain(pause: .milliseconds(200))
    let still = probe.terminal.log.count
    let erases = probe.terminal.screen.fullErases
    try probe.terminal.drain(pause: .milliseconds(300))
    #expect(probe.terminal.log.count == still)
    probe.terminal.send("+")
    try probe.terminal.wait(forText: "count 1")
    #expect(probe.terminal.log.count - still < 60)
    #expect(probe.terminal.screen.fullErases == erases)
  }

  @Test("escape closes a dialog and a split arrow key is still an arrow")
  func escapeClosesADialogAndASplitArrowKeyIsStillAnArrow() throws {
    let probe = try Probe()
    probe.terminal.send("d")
    try probe.terminal.wait(forText: "Sure?")
    probe.terminal.send("\u{1B}")
    try probe.terminal.wait(for: "the dialog to close") { !$0.text.contains("Sure?") }
    probe.terminal.send("\u{1B}[")
    probe.terminal.send("A")
    try probe.terminal.wait(forText: "key(up)")
  }
}
