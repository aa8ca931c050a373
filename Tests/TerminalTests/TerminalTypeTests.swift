import PseudoTerminal
import TestSupport
import Testing

/// Terminals that are unknown, dumb or none at all.
@Suite struct TerminalTypeTests {
  @Test(
    "an unknown terminal is treated as its nearest relative and says so",
    arguments: [
      ("xterm-kitty", "xterm-256color"), ("xterm-ghostty", "xterm-256color"), ("no-such-terminal", "xterm"),
      ("", "xterm"),
    ])
  func anUnknownTerminalIsTreatedAsItsNearestRelativeAndSaysSo(_ term: String, _ used: String) throws {
    let probe = try Probe(["TERM": term])
    try probe.terminal.wait(forText: "treated as \(used)")
    probe.terminal.send("q")
    #expect(try probe.terminal.waitForEnd().status == .exited(0))
    probe.expectTerminalRestored()
  }

  @Test("a dumb terminal gets the plain report") func aDumbTerminalGetsThePlainReport() throws {
    let probe = try Probe(["TERM": "dumb"], waitForScreen: false)
    #expect(try probe.terminal.waitForEnd().status == .exited(0))
    #expect(probe.terminal.screen.text.contains("plain: the terminal type dumb cannot place a cursor"))
    #expect(!probe.terminal.log.contains(0x1B))
    #expect(probe.terminal.settings == probe.before)
  }

  @Test("output to a file is the plain report without escapes") func outputToAFileIsThePlainReportWithoutEscapes()
    throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path("out.txt")
    let probe = try Probe(waitForScreen: false) { $0.output = .file(path) }
    #expect(try probe.terminal.waitForEnd().status == .exited(0))
    #expect(try folder.read("out.txt") == "plain: standard output is not a terminal\n")
    #expect(probe.terminal.log.isEmpty)
  }

  @Test("input from nowhere is the plain report") func inputFromNowhereIsThePlainReport() throws {
    let probe = try Probe(waitForScreen: false) { $0.input = .file("/dev/null") }
    #expect(try probe.terminal.waitForEnd().status == .exited(0))
    #expect(probe.terminal.screen.text.contains("plain: standard input is not a terminal"))
    #expect(!probe.terminal.log.contains(0x1B))
  }

  @Test(
    "every usual terminal draws and quits",
    arguments: ["vt100", "linux", "xterm", "xterm-256color", "screen", "screen-256color", "tmux-256color", "ansi"])
  func everyUsualTerminalDrawsAndQuits(_ term: String) throws {
    let probe = try Probe(["TERM": term])
    probe.terminal.send("+")
    try probe.terminal.wait(forText: "count 1")
    probe.terminal.send("q")
    #expect(try probe.terminal.waitForEnd().status == .exited(0))
    #expect(probe.terminal.settings == probe.before)
    #expect(!probe.terminal.screen.alternateIsActive && probe.terminal.screen.cursorIsVisible)
    #expect(probe.terminal.screen.pen == CellStyle())
  }
}
