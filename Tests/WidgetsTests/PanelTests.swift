import Canvas
import Testing
import Widgets

@Suite("Panel, list, tabs and bars")
struct PanelTests {
  @Test("sets title and age into the border")
  func panel() {
    #expect(
      picture(24, 3) { Panel("Runs", age: "3 min").draw(into: &$0, in: $1) } == """
        ╭─ Runs ─────── 3 min ─╮
        │                      │
        ╰──────────────────────╯
        """)
  }

  @Test("shows the focus without colour")
  func focused() {
    #expect(
      picture(24, 3) { Panel("Runs", age: "3 min", isFocused: true).draw(into: &$0, in: $1) } == """
        ┏━ Runs ━━━━━━━ 3 min ━┓
        ┃                      ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━┛
        """)
    #expect(
      picture(24, 3, .ascii) { Panel("Runs", age: "3 min", isFocused: true).draw(into: &$0, in: $1) } == """
        += Runs ======= 3 min =+
        |                      |
        +======================+
        """)
  }

  @Test("gives up the age first, then the end of the title")
  func narrowPanel() {
    #expect(picture(14, 1) { Panel("Runs", age: "3 min", edge: .rule).draw(into: &$0, in: $1) } == " Runs ────────")
    #expect(picture(12, 2) { Panel("日本語のタイトル").draw(into: &$0, in: $1) } == "╭─ 日本… ──╮\n╰──────────╯")
    #expect(picture(2, 2) { Panel("Runs").draw(into: &$0, in: $1) } == "╭╮\n╰╯")
    #expect(picture(1, 1) { Panel("Runs").draw(into: &$0, in: $1) }.isEmpty)
  }

  @Test("tabs: all titles, or that of the selected one and the keys of the others")
  func tabs() {
    let tabs = Tabs(
      [.init(key: "1", title: "Overview"), .init(key: "2", title: "Runs"), .init(key: "3", title: "Quality")],
      selected: 1)
    #expect(picture(60, 1) { tabs.draw(into: &$0, in: $1) } == "1 Overview   2 Runs   3 Quality")
    #expect(picture(16, 1) { tabs.draw(into: &$0, in: $1) } == "1 2 Runs 3")
    #expect(picture(3, 1) { tabs.draw(into: &$0, in: $1) } == "1 2")
    #expect([60, 16, 3, 0].map { tabs.width(in: Rect(x: 2, y: 0, width: $0, height: 1)) } == [31, 10, 3, 0])
    #expect(tabs.index(at: Point(x: 14, y: 0), in: Rect(x: 0, y: 0, width: 60, height: 1)) == 1)
  }

  @Test("key bar: what does not fit goes from the end, pinned keys stay")
  func keys() {
    let bar = KeyBar(
      [KeyHint("Enter", "open"), KeyHint("r", "rerun", disabledReason: "nothing failed"), KeyHint("/", "filter")],
      pinned: [KeyHint("?", "help"), KeyHint("q", "quit")])
    #expect(
      picture(60, 1) { bar.draw(into: &$0, in: $1) } == " Enter open  r rerun  / filter               ? help  q quit")
    #expect(picture(30, 1) { bar.draw(into: &$0, in: $1) } == " Enter open    ? help  q quit")
    #expect(picture(12, 1) { bar.draw(into: &$0, in: $1) } == " Enter open")
  }

  @Test("header: environment as a word; the least important facts go first")
  func header() {
    let bar = HeaderBar(
      left: [.init("shop", priority: 5), HeaderBar.banner("prod")],
      right: [.init("DuckDB 1.5.5"), .init("06:10 UTC", priority: 3)])
    #expect(
      picture(60, 1) { bar.draw(into: &$0, in: $1) } == " shop   PROD                        DuckDB 1.5.5  06:10 UTC")
    #expect(picture(30, 1) { bar.draw(into: &$0, in: $1) } == " shop   PROD        06:10 UTC")
    #expect(picture(9, 1) { bar.draw(into: &$0, in: $1) } == "  PROD")
  }

  @Test("states look different from each other, and say what to do")
  func states() {
    let states: [PaneState] = [
      .empty("No executions yet.", advice: "Press r to run."), .loading("reading runs"),
      .failed("the journal cannot be read", advice: "assay doctor says why"),
      .denied("grants hide this table", advice: "ask its owner"),
    ]
    let pictures = states.map { state in picture(40, 5) { state.draw(into: &$0, in: $1) } }
    #expect(Set(pictures).count == 4)
    #expect(pictures[0] == "           No executions yet.\n\n            Press r to run.\n\n")
    let small = PaneState.tooSmall(needs: Size(width: 60, height: 16), has: Size(width: 40, height: 10))
    #expect(picture(40, 3) { small.draw(into: &$0, in: $1) }.contains("need 60x16, have 40x10"))
    #expect(
      picture(60, 1) { StaleNotice(age: "3 h", reason: "the journal is locked").draw(into: &$0, in: $1) }
        == "? STALE  3 h old · the journal is locked")
  }
}
