import Canvas
import Testing

@Suite("Text from outside")
struct TextSanitizerTests {
  /// What hostile data tries on a terminal (terminal emulators' advisories; OSC 52, titles, links, replies, 8-bit C1).
  static let attacks = [
    "\u{1B}]52;c;ZXZpbA==\u{07}", "\u{1B}]0;title\u{07}", "\u{1B}]8;;http://evil\u{1B}\\click\u{1B}]8;;\u{1B}\\",
    "\u{1B}[2J\u{1B}[H", "\u{1B}[6n", "\u{1B}]10;?\u{07}", "\u{9B}31m", "\u{9D}0;x\u{9C}", "\u{90}q\u{9C}",
    "\u{1B}Ptmux;\u{1B}\u{1B}[c",
    "\u{1B}]unterminated", "a\rb", "a\u{08}\u{08}b", "\u{0E}\u{0F}", "\u{7F}", "\0", "\u{85}", "\u{202E}gpj.exe",
    "\u{2066}x\u{2069}",
    "\u{2028}x", "\u{200F}x", "\u{1B}c", "\u{1B}[?1049h", "\u{1B}[200~",
  ]

  @Test("reaches neither a cell nor plain output as anything but printable scalars", arguments: attacks)
  func attack(text: String) {
    var surface = Surface(size: Size(width: 60, height: 1))
    surface.write(text, at: .zero)
    let drawn = surface.cells.flatMap(\.scalars)
    for value in drawn + TextSanitizer.line(text).unicodeScalars.map(\.value)
      + TextSanitizer.text(text).unicodeScalars.map(\.value)
    {
      #expect(value >= 0x20 && !(0x7F...0x9F).contains(value))
      #expect(!(0x202A...0x202E).contains(value) && !(0x2066...0x2069).contains(value) && value != 0x200F)
    }
  }

  @Test("shows that something was there", arguments: attacks)
  func visible(text: String) {
    #expect(TextWidth.of(text) >= 1)
    #expect(TextSanitizer.line(text) != text)
  }

  @Test("keeps line feeds and tabs in whole output only")
  func lines() {
    #expect(TextSanitizer.text("a\tb\nc\r") == "a\tb\nc␍")
    #expect(TextSanitizer.line("a\tb\nc") == "a b␊c")
  }

  @Test("leaves ordinary text alone", arguments: ["plain", "größe", "日本語", "e\u{301}", "✔ OK", "🙂"])
  func ordinary(text: String) {
    #expect(TextSanitizer.line(text) == text)
  }

  @Test("is idempotent", arguments: attacks)
  func twice(text: String) {
    #expect(TextSanitizer.line(TextSanitizer.line(text)) == TextSanitizer.line(text))
  }

  @Test("has an ASCII byte for every scalar")
  func fallback() {
    for scalar in stride(from: UInt32(0), to: 0x110000, by: 37) {
      let byte = ASCIIFallback.byte(scalar)
      #expect(byte >= 0x20 && byte < 0x7F)
    }
    #expect("─│…é✔█⣿".unicodeScalars.map { ASCIIFallback.byte($0.value) } == Array("-|.e*#:".utf8))
  }
}
