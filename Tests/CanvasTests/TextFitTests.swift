import Canvas
import Testing

@Suite("Text made to fit")
struct TextFitTests {
  @Test(
    "is cut with an ellipsis by display width",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("abc", 1, "a"),
      ("abc", 0, ""),
      ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
  func truncate(text: String, columns: Int, expected: String) {
    #expect(TextFit.truncate(text, to: columns) == expected)
  }

  @Test("never takes more columns than asked", arguments: 0...12)
  func bound(columns: Int) {
    for text in ["日本語テキスト", "👨\u{200D}👩\u{200D}👧 family", "plain ascii text", "\u{1B}[31mred"] {
      #expect(TextWidth.of(TextFit.truncate(text, to: columns)) <= columns)
      #expect(TextWidth.of(TextFit.truncateMiddle(text, to: columns)) <= columns)
      #expect(TextWidth.of(TextFit.pad(text, to: columns)) == columns)
      #expect(TextFit.wrap(text, to: columns).allSatisfy { TextWidth.of($0) <= columns })
    }
  }

  @Test("keeps both ends of a path")
  func middle() {
    #expect(TextFit.truncateMiddle("/data/in/orders/2026/11/20.csv", to: 15) == "/data/i…/20.csv")
  }

  @Test(
    "wraps a word or a list of a million columns as it wraps a short one",
    arguments: [String(repeating: "x", count: 1_000_000), String(repeating: "'value', ", count: 120_000)])
  func wrapLong(_ text: String) {
    let lines = TextFit.wrap(text, to: 80)
    #expect(lines.count > 12_000 && lines.allSatisfy { TextWidth.of($0) <= 80 })
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test("wraps at blanks and cuts words that are too long")
  func wrap() {
    #expect(TextFit.wrap("one two three", to: 7) == ["one two", "three"])
    #expect(TextFit.wrap("abcdefghij x", to: 4) == ["abcd", "efgh", "ij x"])
    #expect(TextFit.wrap("a\n\nb", to: 4) == ["a", "", "b"])
  }

  @Test("sets the lines after the first in where there is room for it")
  func hanging() {
    #expect(TextFit.wrap("as: one two three", to: 11, hanging: 4) == ["as: one two", "    three"])
    #expect(TextFit.wrap("as: abcdefghij", to: 9, hanging: 4) == ["as:", "    abcde", "    fghij"])
    #expect(TextFit.wrap("one two", to: 5, hanging: 4) == ["one", "two"])
  }

  @Test("says with an ellipsis that lines were left out")
  func rows() {
    #expect(TextFit.wrap("one two three", to: 8, rows: 1, glyphs: .braille) == ["one two…"])
    #expect(TextFit.wrap("one two three", to: 7, rows: 1, glyphs: .ascii) == ["one ..."])
    #expect(TextFit.wrap("one two three", to: 7, rows: 2, glyphs: .braille) == ["one two", "three"])
    #expect(TextFit.wrap("one two three", to: 7, rows: 0, glyphs: .braille) == [])
  }
}
