import Canvas
import Testing

@Suite("Glyphs")
struct GlyphsTests {
  @Test("of the program's own chrome take one column each", arguments: GlyphLevel.allCases)
  func widths(level: GlyphLevel) {
    let glyphs = Glyphs(level)
    let single = [
      glyphs.up, glyphs.down, glyphs.left, glyphs.right, glyphs.ascending, glyphs.descending, glyphs.pointer,
      glyphs.mark, glyphs.dot,
      glyphs.dash, glyphs.missing, glyphs.scrollThumb, glyphs.hollow, glyphs.partialPoint,
    ]
    for glyph in single + glyphs.columnLevels + glyphs.barLevels { #expect(TextWidth.of(glyph) == 1) }
    #expect(glyphs.columnLevels.count == 9 && glyphs.barLevels.count == 9)
  }

  @Test("of the ASCII level are ASCII")
  func ascii() {
    let glyphs = Glyphs.ascii
    let all =
      glyphs.columnLevels + glyphs.barLevels + [glyphs.ellipsis, glyphs.separator, glyphs.crumb]
    let states = Status.allCases.map { $0.text(glyphs) }
    #expect((all + states).allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  @Test("say a state by glyph and word, each different from all others", arguments: GlyphLevel.allCases)
  func states(level: GlyphLevel) {
    let glyphs = Glyphs(level)
    #expect(Set(Status.allCases.map { $0.glyph(glyphs) }).count == Status.allCases.count)
    #expect(Set(Status.allCases.map(\.word)).count == Status.allCases.count)
  }

  @Test("are those of the design for the five main states")
  func known() {
    let main: [Status] = [.ok, .late, .failed, .running, .stale]
    #expect(main.map { $0.text(.braille) } == ["✔ OK", "▲ LATE", "✖ FAIL", "… RUN", "? STALE"])
    #expect(main.map { $0.text(.ascii) } == ["OK", "!! LATE", "XX FAIL", ".. RUN", "?? STALE"])
  }
}
