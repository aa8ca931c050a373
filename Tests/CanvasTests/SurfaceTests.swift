import Canvas
import Testing

@Suite("Surface")
struct SurfaceTests {
  @Test("clips on all four sides")
  func clips() {
    var surface = Surface(size: Size(width: 4, height: 2))
    surface.write("abcdef", at: Point(x: -2, y: 0))
    surface.write("xyz", at: Point(x: 2, y: 1))
    surface.write("lost", at: Point(x: 0, y: 2))
    surface.write("lost", at: Point(x: 9, y: -1))
    #expect(surface.picture() == "cdef\n  xy")
  }

  @Test("draws a wide glyph over two columns and never half of one")
  func wide() {
    var surface = Surface(size: Size(width: 5, height: 1))
    surface.write("日本語", at: .zero)
    #expect(surface.picture() == "日本")
    #expect(surface[1, 0]?.isContinuation == true && surface[4, 0]?.glyph == 0x20)
    surface.write("x", at: Point(x: 1, y: 0))
    #expect(surface.picture() == " x本")
    surface.write("y", at: Point(x: 2, y: 0))
    #expect(surface.picture() == " xy")
  }

  @Test("blanks a wide glyph that its clip cuts")
  func wideClip() {
    var surface = Surface(size: Size(width: 6, height: 1))
    surface.write("......", at: .zero)
    surface.write("日日", at: Point(x: 0, y: 0), clip: Rect(x: 1, y: 0, width: 2, height: 1))
    #expect(surface.picture() == ".  ...")
  }

  @Test("keeps marks with their base, four at most")
  func marks() {
    var surface = Surface(size: Size(width: 3, height: 1))
    surface.write("e\u{301}e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", at: .zero)
    #expect(surface[0, 0]?.scalars == [0x65, 0x301])
    #expect(surface[1, 0]?.scalars == [0x65, 0x301, 0x302, 0x303, 0x304])
  }

  @Test("answers the columns written")
  func columns() {
    var surface = Surface(size: Size(width: 10, height: 1))
    #expect(surface.write("abc", at: .zero) == 3)
    #expect(surface.write("日本", at: Point(x: 3, y: 0)) == 4)
    #expect(surface.write("abcdef", at: Point(x: 7, y: 0)) == 3)
  }

  @Test("aligns and cuts within a rectangle")
  func aligned() {
    var surface = Surface(size: Size(width: 8, height: 4))
    surface.write("12", in: surface.bounds, row: 0, align: .right)
    surface.write("ab", in: surface.bounds, row: 1, align: .center)
    surface.write("a long text", in: surface.bounds, row: 2)
    surface.write("lost", in: surface.bounds, row: 4)
    #expect(surface.picture() == "      12\n   ab\na long …\n")
  }

  @Test("exists at size zero")
  func zero() {
    var surface = Surface(size: .zero)
    surface.write("x", at: .zero)
    surface.fill(Rect(x: -1, y: -1, width: 9, height: 9), style: .plain)
    surface.frame(surface.bounds, Glyphs.braille.border, style: .plain)
    #expect(surface.picture().isEmpty && surface[0, 0] == nil)
  }
}
