import Canvas
import Testing
import Widgets

@Suite("Every widget")
struct EverySizeTests {
  static let names = [
    "table", "tabs", "log", "dialog", "field", "help", "palette", "keys", "header", "panel", "state",
    "stale",
  ]

  static func widget(_ name: String) -> any Widget {
    let nasty = "日本\u{1B}[31m👨\u{200D}👩 long text that never ends"
    switch name {
    case "table":
      return TableView(
        columns: [TableColumn(nasty, minimum: 3, ideal: 20), TableColumn("n", align: .right, minimum: 2)], rowCount: 50,
        selected: 3,
        offset: 2
      ) { _ in [TableCell(nasty), TableCell("1", unit: nasty)] }
    case "tabs": return Tabs([.init(key: "1", title: nasty), .init(key: "2", title: nasty)], selected: 1)
    case "log":
      return LogView(count: 50, column: 3, newLines: 9, highlight: "日") { _ in LogLine(time: "06:10:00", .error, nasty)
      }
    case "dialog":
      return Dialog(
        title: nasty, lines: [.init(nasty)], field: TextField(EditableText(nasty)),
        buttons: [.init(nasty), .init("x")], focusedButton: nil)
    case "field": return TextField(prompt: nasty, EditableText(nasty))
    case "help": return HelpView([.init(nasty, [KeyHint(nasty, nasty)]), .init(nasty, [])])
    case "palette":
      return Palette(query: EditableText(nasty), entries: [.init(nasty, detail: nasty, key: nasty)], selected: 0)
    case "keys": return KeyBar([KeyHint(nasty, nasty)], pinned: [KeyHint("q", "quit")])
    case "header": return HeaderBar(left: [.init(nasty), HeaderBar.banner("prod")], right: [.init(nasty)])
    case "panel": return Panel(nasty, age: nasty, isFocused: true)
    case "state": return PaneState.failed(nasty, advice: nasty)
    default: return StaleNotice(age: nasty, reason: nasty)
    }
  }

  @Test("stays within its rectangle and survives every size", arguments: names)
  func sizes(name: String) {
    let widget = Self.widget(name)
    for width in 0...24 {
      for height in 0...9 {
        for glyphs in [Glyphs.braille, .ascii] {
          var surface = Surface(size: Size(width: width + 4, height: height + 4), glyphs: glyphs)
          surface.fill(surface.bounds, with: "~", style: .plain)
          let rect = Rect(x: 2, y: 2, width: width, height: height)
          widget.draw(into: &surface, in: rect)
          let outside = surface.cells.indices.filter { index in
            !rect.contains(Point(x: index % surface.size.width, y: index / surface.size.width))
          }
          #expect(outside.allSatisfy { surface.cells[$0].glyph == 0x7E }, "\(name) \(width)x\(height)")
          if let cursor = surface.cursor { #expect(rect.contains(cursor), "\(name) \(width)x\(height)") }
        }
      }
    }
  }
}
