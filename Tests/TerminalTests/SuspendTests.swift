import Glibc
import PseudoTerminal
import Testing

/// ^Z and fg under a real shell: a session leader's own process group could not be stopped.
@Suite(.serialized) struct SuspendTests {
  private func shell() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      Launch(
        "/bin/bash", ["--norc", "--noediting", "-i"],
        environment: ["PS1": "ready> ", "PROBE": Launch.built("TerminalProbe")]))
    try terminal.wait(forText: "ready>")
    return terminal
  }

  @Test("stopping gives the terminal to the shell and fg paints everything again")
  func stoppingGivesTheTerminalToTheShellAndFgPaintsEverythingAgain() throws {
    let terminal = try shell()
    terminal.send("$PROBE\n")
    try terminal.wait(forText: "count 0")
    terminal.send("+")
    try terminal.wait(forText: "count 1")
    terminal.send("\u{1A}")
    try terminal.wait(forText: "Stopped")
    #expect(!terminal.screen.alternateIsActive)
    #expect(terminal.screen.cursorIsVisible)
    #expect(terminal.screen.modes.isDisjoint(with: [1002, 1004, 1006, 2004]))
    #expect(terminal.settings?.isCanonical == true && terminal.settings?.echoes == true)
    let erases = terminal.screen.fullErases
    terminal.send("fg\n")
    try terminal.wait(for: "the screen again") { $0.alternateIsActive && $0.text.contains("count 1") }
    try terminal.drain()
    #expect(terminal.screen.fullErases == erases + 1, "painted more than once")
    #expect(terminal.screen.modes.isSuperset(of: [1002, 1004, 1006, 2004]))
    terminal.send("+")
    try terminal.wait(forText: "count 2")
    #expect(terminal.settings?.isCanonical == false)
    terminal.send("q")
    try terminal.wait(for: "the shell") { !$0.alternateIsActive && $0.text.contains("ready>") }
    #expect(terminal.screen.unknown.isEmpty)
  }

  @Test("a size changed while stopped is noticed") func aSizeChangedWhileStoppedIsNoticed() throws {
    let terminal = try shell()
    terminal.send("$PROBE\n")
    try terminal.wait(forText: "80x24")
    terminal.send("\u{1A}")
    try terminal.wait(forText: "Stopped")
    terminal.resize(columns: 60, rows: 18)
    terminal.send("fg\n")
    try terminal.wait(forText: "60x18")
  }

  @Test("a stop that cannot be caught is repaired when continued") func aStopThatCannotBeCaughtIsRepairedWhenContinued()
    throws
  {
    let probe = try Probe()
    probe.terminal.signal(SIGSTOP)
    try probe.terminal.drain()
    let seen = probe.terminal.log.count
    probe.terminal.signal(SIGCONT)
    try probe.terminal.wait(for: "a repaint") { $0.alternateIsActive && $0.text.contains("count 0") }
    try probe.terminal.drain()
    #expect(probe.terminal.log.count > seen + 200)
    probe.terminal.send("+")
    try probe.terminal.wait(forText: "count 1")
  }
}
