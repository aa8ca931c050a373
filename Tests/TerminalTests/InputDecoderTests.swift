import Interaction
import Testing

@testable import Terminal

@Suite struct InputDecoderTests {
  private func decode(_ text: String) -> [DeviceEvent] {
    var decoder = InputDecoder()
    return text.unicodeScalars.flatMap { decoder.next(.scalar($0.value)) } + decoder.pause()
  }

  @Test("a lone escape is a key only when nothing follows") func aLoneEscapeIsAKeyOnlyWhenNothingFollows() {
    #expect(decode("\u{1B}") == [.input(.key("esc"))])
    #expect(decode("\u{1B}x") == [.input(.key("alt-x"))])
    #expect(decode("\u{1B}\u{1B}") == [.input(.key("esc")), .input(.key("esc"))])
  }

  @Test("unknown sequences are swallowed whole") func unknownSequencesAreSwallowedWhole() {
    #expect(decode("\u{1B}[1;2;3$ya") == [.input(.key("a"))])
    #expect(decode("\u{1B}]52;c;aGVsbG8=\u{7}a") == [.input(.key("a"))])
  }

  @Test(
    "mouse reports are read",
    arguments: [
      ("0;1;1", false, Mouse(.press, .left, at: .init(x: 0, y: 0))),
      ("2;10;5", true, Mouse(.release, .right, at: .init(x: 9, y: 4))),
      ("32;3;3", false, Mouse(.drag, .left, at: .init(x: 2, y: 2))),
      ("65;3;3", false, Mouse(.wheelDown, .none, at: .init(x: 2, y: 2))),
      ("20;300;200", false, Mouse(.press, .left, at: .init(x: 299, y: 199), [.shift, .control])),
    ])
  func mouseReportsAreRead(_ text: String, _ isRelease: Bool, _ mouse: Mouse) {
    #expect(MouseReport.event(text, isRelease: isRelease) == mouse)
  }

  @Test(
    "broken mouse reports are nothing",
    arguments: ["", "1", "1;2", "a;b;c", "1;;2", "99999999999999999999;1;1", "66;1;1"])
  func brokenMouseReportsAreNothing(_ text: String) {
    #expect(MouseReport.event(text, isRelease: false) == nil)
  }

  @Test("padding is no part of a terminals strings") func paddingIsNoPartOfATerminalsStrings() {
    #expect(TerminalModes.withoutPadding("\u{1B}[m$<2>\u{F}$<10/>x") == "\u{1B}[m\u{F}x")
  }
}
