import Canvas
import Testing

@testable import Terminal

@Suite struct TerminalChoiceTests {
  @Test(
    "a terminal whose entry is missing is treated as an xterm",
    arguments: ["xterm-kitty", "xterm-ghostty", "foot", "wezterm", "alacritty", "rxvt-256color"])
  func aTerminalWhoseEntryIsMissingIsTreatedAsAnXterm(_ term: String) {
    #expect(TerminalChoice.candidates(term).prefix(2) == [term, "xterm-256color"][...])
  }

  @Test("an unknown terminal ends at the vt100") func anUnknownTerminalEndsAtTheVt100() {
    #expect(TerminalChoice.candidates("weird") == ["weird", "xterm", "vt100"])
    #expect(TerminalChoice.candidates("") == ["xterm", "vt100"])
    #expect(TerminalChoice.candidates("dumb").isEmpty)
  }
}
