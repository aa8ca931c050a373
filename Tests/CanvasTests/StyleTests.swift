import Canvas
import Testing

@Suite("Styles")
struct StyleTests {
  @Test("come back whole from the sixteen bits of a cell")
  func roundTrip() {
    for role in Role.allCases {
      for ground in Ground.allCases {
        for bits in UInt8(0)..<32 {
          let style = Style(role, on: ground, Attributes(rawValue: bits))
          #expect(StyleID(style).style == style)
        }
      }
    }
  }

  @Test("fit their bits, and a cell fits eight bytes")
  func sizes() {
    #expect(Role.allCases.count <= 64 && Ground.allCases.count <= 32)
    #expect(MemoryLayout<Cell>.size == 8 && MemoryLayout<Cell>.stride == 8)
  }

  @Test("without colour keep their meaning by attributes, and two reversals cancel")
  func plain() {
    let theme = Theme(name: "x", title: "x", isLight: false, inks: [:], papers: [:])
    let selected = theme.screenStyle(Style(.failed, on: .selection), depth: .none)
    #expect(selected.foreground == .terminalDefault && selected.background == .terminalDefault)
    #expect(selected.attributes == [.bold, .reverse])
    #expect(theme.screenStyle(Style(.text, on: .selection, .reverse), depth: .none).attributes == [])
  }

  @Test("go down the colour ladder rung by rung")
  func ladder() {
    let ink = Theme.Ink(Colour(RGB(0x74BBFF), index256: 75, index16: 12))
    let theme = Theme(name: "x", title: "x", isLight: false, inks: [.text: ink], papers: [:])
    let seen = ColourDepth.allCases.map { theme.screenStyle(.plain, depth: $0).foreground }
    #expect(seen == [.terminalDefault, .indexed(4), .indexed(12), .indexed(75), .rgb(RGB(0x74BBFF))])
  }

  @Test(
    "find the nearest of 256 colours without turning muted ones grey",
    arguments: [(0x000000, 16), (0xFFFFFF, 231), (0xFF0000, 196), (0x808080, 244), (0x5F87AF, 67)])
  func nearest(rgb: UInt32, index: UInt8) {
    #expect(XtermPalette.nearest(RGB(rgb)) == index)
  }

  @Test("keep the hue of a muted blue")
  func muted() throws {
    let found = try #require(XtermPalette.rgb(XtermPalette.nearest(RGB(0x1E3A5F))))
    #expect(found.blue > found.red)
  }
}
