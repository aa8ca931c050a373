import PseudoTerminal
import Testing

/// Keys, mouse, pastes and focus through a real line.
@Suite(.serialized) struct InputTests {
  @Test(
    "a key is understood",
    arguments: [
      ("\u{1B}[A", "key(up)"), ("\u{1B}OA", "key(up)"), ("\u{1B}[1;5C", "key(ctrl-right)"), ("\u{1B}[5~", "key(pgup)"),
      ("\u{1B}[Z", "key(shift-tab)"), ("\u{1B}x", "key(alt-x)"), ("\r", "key(enter)"), ("\n", "key(ctrl-j)"),
      ("\u{7F}", "key(backspace)"), ("\u{12}", "key(ctrl-r)"), ("é", "key(é)"), ("日", "key(日)"),
      ("\u{13}", "key(ctrl-s)"),
      ("\u{1B}[24~", "key(f12)"), ("\u{1B}[3;2~", "key(shift-delete)"), ("\u{0}", "key(ctrl-space)"),
    ])
  func aKeyIsUnderstood(_ bytes: String, _ shown: String) throws {
    let probe = try Probe()
    probe.terminal.send(bytes)
    try probe.terminal.wait(forText: "input \(shown)")
  }

  @Test("a mouse report is understood also far to the right") func aMouseReportIsUnderstoodAlsoFarToTheRight() throws {
    let probe = try Probe(columns: 300)
    probe.terminal.send("\u{1B}[<0;280;3M")
    try probe.terminal.wait(forText: "deed: Interaction.Mouse.Deed.press")
    try probe.terminal.wait(forText: "x: 279, y: 2")
    probe.terminal.send("\u{1B}[<64;280;3M")
    try probe.terminal.wait(forText: "wheelUp")
    probe.terminal.send("\u{1B}[<32;281;3M")
    try probe.terminal.wait(forText: "drag")
  }

  @Test("a paste is one text and never keys") func aPasteIsOneTextAndNeverKeys() throws {
    let probe = try Probe()
    probe.terminal.send("\u{1B}[200~q+d\rx\u{1B}[201~")
    try probe.terminal.wait(forText: "paste(\"q+d\\nx\")")
    #expect(probe.terminal.screen.text.contains("count 0"))
  }

  @Test("a paste that never ends is given up") func aPasteThatNeverEndsIsGivenUp() throws {
    let probe = try Probe()
    probe.terminal.send("\u{1B}[200~lost")
    try probe.terminal.wait(forText: "paste(\"lost\")")
    probe.terminal.send("+")
    try probe.terminal.wait(forText: "count 1")
  }

  @Test("focus is followed") func focusIsFollowed() throws {
    let probe = try Probe()
    probe.terminal.send("\u{1B}[O")
    try probe.terminal.wait(forText: "focus false")
    probe.terminal.send("\u{1B}[I")
    try probe.terminal.wait(forText: "focus true")
  }

  @Test(
    "a late answer of the terminal is not taken for keys",
    arguments: [
      "\u{1B}[?62;4;6c", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}[99;99z", "\u{1B}P>|XTerm(367)\u{1B}\\",
    ])
  func aLateAnswerOfTheTerminalIsNotTakenForKeys(_ answer: String) throws {
    let probe = try Probe()
    probe.terminal.send(answer)
    try probe.terminal.drain(pause: .milliseconds(150))
    #expect(probe.terminal.screen.text.contains("count 0"))
    #expect(probe.terminal.screen.line(3).contains("input  "))
    probe.terminal.send("+")
    try probe.terminal.wait(forText: "count 1")
  }

  @Test("copying sends the text and says how much") func copyingSendsTheTextAndSaysHowMuch() throws {
    let probe = try Probe()
    probe.terminal.send("y")
    try probe.terminal.wait(forText: "sent 9 bytes")
    #expect(probe.terminal.screen.clipboard == ["c29tZSB0ZXh0"])
    probe.terminal.send("Y")
    try probe.terminal.wait(forText: "not copied: 100000 bytes")
    #expect(probe.terminal.screen.clipboard.count == 1)
  }

  @Test("the mouse can be released for the terminals own selection")
  func theMouseCanBeReleasedForTheTerminalsOwnSelection() throws {
    let probe = try Probe()
    probe.terminal.send("M")
    try probe.terminal.wait(forText: "mouse false")
    #expect(probe.terminal.screen.modes.isDisjoint(with: [1002, 1006]))
  }

  @Test("the hardware cursor sits at the focus") func theHardwareCursorSitsAtTheFocus() throws {
    let probe = try Probe()
    #expect(probe.terminal.screen.cursorIsVisible)
    #expect(probe.terminal.screen.cursor == (1, 2))
    probe.terminal.send("d")
    try probe.terminal.wait(for: "the cursor on the focused button") { screen in
      screen.position(of: "Cancel").map { $0 == screen.cursor } ?? false
    }
  }

  @Test("a disabled action tells why") func aDisabledActionTellsWhy() throws {
    let probe = try Probe()
    probe.terminal.send("o")
    try probe.terminal.wait(forText: "off: it is off on purpose")
  }

  @Test("the palette finds an action by typing") func thePaletteFindsAnActionByTyping() throws {
    let probe = try Probe()
    probe.terminal.send(":")
    try probe.terminal.wait(forText: "type to find")
    probe.terminal.send("coun\r")
    try probe.terminal.wait(for: "the count") { $0.text.contains("count 1") && !$0.text.contains("type to find") }
  }
}
