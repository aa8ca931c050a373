import Canvas
import Testing
import Widgets

@Suite("Dialog, field, palette, help and log")
struct DialogTests {
  static let dialog = Dialog(
    title: "Rerun execution?",
    lines: [
      "Rerun the failed day 2026-11-20 in prod.",
      Dialog.Line("3 tables will be built again: silver.orders, gold.sales, gold.customers.", role: .dim),
    ], buttons: [.init("Cancel"), .init("Rerun", isDangerous: true)])

  @Test("stands in the middle, its buttons at the right")
  func normal() {
    #expect(
      picture(60, 8) { Self.dialog.draw(into: &$0, in: $1) } == """
           ┏━ Rerun execution? ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
           ┃                                                    ┃
           ┃  Rerun the failed day 2026-11-20 in prod.          ┃
           ┃  3 tables will be built again: silver.orders,      ┃
           ┃  gold.sales, gold.customers.                       ┃
           ┃                                                    ┃
           ┃                             [ Cancel ]  [ Rerun ]  ┃
           ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        """)
  }

  @Test("says how many lines a small screen hides, and keeps its buttons")
  func small() {
    #expect(
      picture(30, 8) { Self.dialog.draw(into: &$0, in: $1) } == """
         ┏━ Rerun execution? ━━━━━━┓
         ┃                         ┃
         ┃  Rerun the failed day   ┃
         ┃  2026-11-20 in prod.    ┃
         ┃  3 tables will be       ┃
         ┃  … 4 more lines         ┃
         ┃  [ Cancel ]  [ Rerun ]  ┃
         ┗━━━━━━━━━━━━━━━━━━━━━━━━━┛
        """)
    #expect(picture(12, 3) { Self.dialog.draw(into: &$0, in: $1) } == "┏━ Rerun… ━┓\n┃[ Cancel ]┃\n┗━━━━━━━━━━┛")
  }

  @Test("has the cursor in its focused button, or in its field")
  func focus() {
    var surface = Surface(size: Size(width: 60, height: 12), glyphs: .ascii)
    var dialog = Self.dialog
    dialog.draw(into: &surface, in: surface.bounds)
    #expect(surface.cursor.flatMap { surface[$0.x, $0.y]?.glyph } == 0x43)
    dialog.field = TextField(prompt: "type prod: ", EditableText("pr"))
    dialog.focusedButton = nil
    dialog.draw(into: &surface, in: surface.bounds)
    let line = surface.line(surface.cursor?.y ?? -1)
    #expect(line.contains("type prod: pr"))
  }

  @Test("knows the button under the mouse")
  func mouse() {
    let rect = Rect(x: 0, y: 0, width: 60, height: 8)
    #expect(Self.dialog.button(at: Point(x: 34, y: 6), in: rect) == 0)
    #expect(Self.dialog.button(at: Point(x: 48, y: 6), in: rect) == 1)
    #expect(Self.dialog.button(at: Point(x: 48, y: 5), in: rect) == nil)
  }

  @Test(
    "field: scrolls so that the cursor shows",
    arguments: [
      ("status:failed and much more", 20, "/ led and much more", 19), ("日本語", 7, "/ 本語", 6), ("", 12, "/ filter", 2),
    ])
  func field(text: String, width: Int, expected: String, cursor: Int) {
    var surface = Surface(size: Size(width: width, height: 1))
    TextField(prompt: "/ ", EditableText(text), placeholder: "filter").draw(into: &surface, in: surface.bounds)
    #expect(surface.picture() == expected)
    #expect(surface.cursor == Point(x: cursor, y: 0))
  }

  @Test("palette: the query stays in place, disabled entries say why")
  func palette() {
    let entries = [
      PaletteEntry("Rerun", detail: "the whole execution", key: "r"),
      PaletteEntry("Redrive", detail: "from failure", key: "R", disabledReason: "nothing failed"),
    ]
    #expect(
      picture(40, 7) { Palette(query: EditableText("re"), entries: entries).draw(into: &$0, in: $1) } == """
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ : re                                 ┃
        ┃ ▸ Rerun  the whole execution       r ┃
        ┃   Redrive  nothing failed          R ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


        """)
  }

  @Test(
    "palette: ranks beginnings before words before letters",
    arguments: [
      ("re", ["Rerun", "Refresh", "Open reruns", "Trace"]), ("rr", ["Open reruns", "Rerun", "Refresh"]), ("zz", []),
      ("op re", ["Open reruns"]),
    ])
  func rank(query: String, expected: [String]) {
    let entries = [
      PaletteEntry("Open reruns"), PaletteEntry("Rerun"), PaletteEntry("Trace", detail: "re"), PaletteEntry("Refresh"),
    ]
    #expect(PaletteSearch.rank(entries, query: query).map { entries[$0].title } == expected)
  }

  @Test("help: sections in columns when wide, below each other when not")
  func help() {
    let help = HelpView([
      .init("Move", [KeyHint("↑ ↓", "one row"), KeyHint("g G", "first, last")]),
      .init("Act", [KeyHint("r", "rerun", disabledReason: "nothing failed"), KeyHint("Enter", "open")]),
    ])
    #expect(
      picture(84, 3) { help.draw(into: &$0, in: $1) } == """
        Move                                       Act
        ↑ ↓  one row                               r      rerun · nothing failed
        g G  first, last                           Enter  open
        """)
    #expect(picture(30, 5) { help.draw(into: &$0, in: $1) } == "Move\n↑ ↓  one row\ng G  first, last\n\nAct")
    #expect(help.lineCount(in: Size(width: 30, height: 5), glyphs: .braille) == 7)
  }

  @Test("help: in fewer columns where that cuts no sentence, and in as many as there can be where not all lines fit")
  func helpWhole() {
    let long = "a sentence that is too long for half of it"
    let help = HelpView([.init("Move", [KeyHint("a", long)]), .init("Act", [KeyHint("b", long)])])
    let below = "Move\na  \(long)\n\nAct\nb  \(long)"
    #expect(picture(84, 5) { help.draw(into: &$0, in: $1) } == below)
    #expect(
      picture(84, 4) { help.draw(into: &$0, in: $1) }.hasPrefix("Move                                       Act\n"))
    let apart = picture(100, 5) { help.draw(into: &$0, in: $1) }
    #expect(apart.hasPrefix("Move ") && apart.split(separator: "\n").count == 2)
    #expect(help.lineCount(in: Size(width: 84, height: 5), glyphs: .braille) == 5)
    #expect(help.lineCount(in: Size(width: 84, height: 4), glyphs: .braille) == 2)
  }

  @Test("log: time, severity, harmless text, tabs at stops, matches lit")
  func log() {
    let lines = [
      LogLine(time: "06:10:01", .normal, "read orders.csv\t120 rows"), LogLine(time: "06:10:02", .warning, "late file"),
      LogLine(time: "06:10:03", .error, "boom \u{1B}[31mred"),
    ]
    var surface = Surface(size: Size(width: 50, height: 3))
    LogView(count: 3, highlight: "ORD") { lines[$0] }.draw(into: &surface, in: surface.bounds)
    #expect(
      surface.picture() == """
        06:10:01   read orders.csv 120 rows
        06:10:02 ▲ late file
        06:10:03 ✖ boom ␛[31mred
        """)
    let lit = (0..<50).filter { surface[$0, 0]?.style.style.ground == .match }
    #expect(lit == [16, 17, 18])
    #expect(
      picture(20, 2) { LogView(count: 9, newLines: 128) { lines[$0 % 3] }.draw(into: &$0, in: $1) }.contains(
        "+128 new ↓"))
  }
}
