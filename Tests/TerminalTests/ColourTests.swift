import PseudoTerminal
import TestSupport
import Testing

/// The colour ladder and the glyph ladder, as a terminal sees them.
@Suite struct ColourTests {
  @Test("no color keeps attributes and sends no colour at all") func noColorKeepsAttributesAndSendsNoColourAtAll()
    throws
  {
    let probe = try Probe(["NO_COLOR": "1", "COLORTERM": "truecolor"])
    probe.terminal.send("d")
    try probe.terminal.wait(forText: "Sure?")
    let styles = probe.terminal.screen.styles
    #expect(styles.allSatisfy { $0.foreground == .standard && $0.background == .standard })
    #expect(styles.contains { $0.reverse } && styles.contains { $0.bold })
    #expect(!coloursMentioned(probe.terminal.log))
  }

  @Test("an empty no color means nothing") func anEmptyNoColorMeansNothing() throws {
    let probe = try Probe(["NO_COLOR": ""])
    #expect(probe.terminal.screen.styles.contains { $0.foreground == .indexed(71) })
  }

  @Test(
    "a colour is the themes value for the terminals depth",
    arguments: [
      ("xterm-256color", CellStyle.Colour.indexed(71)), ("xterm", .indexed(2)), ("linux", .indexed(2)),
      ("vt100", .standard),
      ("screen-256color", .indexed(71)), ("tmux-256color", .indexed(71)),
    ])
  func aColourIsTheThemesValueForTheTerminalsDepth(_ term: String, _ expected: CellStyle.Colour) throws {
    let probe = try Probe(["TERM": term])
    let place = try #require(probe.terminal.screen.position(of: "ok       late"))
    #expect(probe.terminal.screen.style(x: place.x, y: place.y)?.foreground == expected)
  }

  @Test(
    "a terminal that says truecolor gets the exact colours",
    arguments: ["xterm-256color", "xterm-kitty", "tmux-256color", "screen-256color"])
  func aTerminalThatSaysTruecolorGetsTheExactColours(_ term: String) throws {
    let folder = try TemporaryFolder()
    let probe = try Probe(["TERM": term, "COLORTERM": "truecolor", "PROBE_CACHE": folder.path])
    try probe.terminal.wait(forText: "truecolour")
    let place = try #require(probe.terminal.screen.position(of: "ok       late"))
    #expect(probe.terminal.screen.style(x: place.x, y: place.y)?.foreground == .rgb(0x2E, 0xA0, 0x43))
    probe.terminal.send("q")
    #expect(try probe.terminal.waitForEnd().status == .exited(0))
    probe.expectTerminalRestored()
  }

  @Test("a cache that cannot be written costs only the truecolour")
  func aCacheThatCannotBeWrittenCostsOnlyTheTruecolour() throws {
    let probe = try Probe(["COLORTERM": "truecolor", "PROBE_CACHE": "/proc/nowhere"])
    try probe.terminal.wait(forText: "indexed256")
    #expect(probe.terminal.screen.text.contains("no 24-bit colours"))
  }

  @Test(
    "a locale without unicode gets plain ASCII",
    arguments: [
      ["LC_ALL": "C"], ["LANG": "POSIX"], ["LC_ALL": "C", "TERM": "vt100"],
      ["LANG": "de_DE.ISO-8859-1", "LC_ALL": "C"],
    ])
  func aLocaleWithoutUnicodeGetsPlainAscii(_ environment: [String: String]) throws {
    let probe = try Probe(environment)
    try probe.terminal.wait(forText: "wide ? ?  e . ok")
    #expect(probe.terminal.log.allSatisfy { $0 < 0x80 })
    #expect(probe.terminal.screen.line(0).hasPrefix("+=="))
    probe.terminal.send("é+")
    try probe.terminal.wait(forText: "count 1")
  }

  @Test(
    "a missing or uninstalled locale is taken for unicode",
    arguments: [["LANG": ""], ["LANG": "", "LC_CTYPE": "C.UTF-8"], ["LANG": "en_XX.UTF-8"]])
  func aMissingOrUninstalledLocaleIsTakenForUnicode(_ environment: [String: String]) throws {
    let probe = try Probe(environment)
    try probe.terminal.wait(forText: "wide 日本 é … ok")
  }

  @Test("ASCII can be asked for") func asciiCanBeAskedFor() throws {
    let probe = try Probe(arguments: ["ascii"])
    #expect(probe.terminal.log.allSatisfy { $0 < 0x80 })
  }

  @Test("rich glyphs can be asked for against the locale") func richGlyphsCanBeAskedForAgainstTheLocale() throws {
    let probe = try Probe(["LC_ALL": "C"], arguments: ["blocks"])
    try probe.terminal.wait(forText: "wide 日本 é … ok")
    probe.terminal.send("é")
    try probe.terminal.wait(forText: "input key(é)")
  }

  /// SGR parameters 30–49 and 90–107, which are all that choose colours; 39 and 49 only go back.
  private func coloursMentioned(_ log: [UInt8]) -> Bool {
    String(decoding: log, as: UTF8.self).matches(of: /\u{1B}\[([0-9;]*)m/).contains { match in
      match.1.split(separator: ";").contains { (30...49).contains(Int($0) ?? 0) || (90...107).contains(Int($0) ?? 0) }
    }
  }
}
