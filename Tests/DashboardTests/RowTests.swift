import Canvas
import Dashboard
import Interaction
import Operations
import OperationsSupport
import Testing

@Suite("Rows")
struct RowTests {
  @Test("of a tile are sorted by their numbers, and filtered")
  func sortAndFilter() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("7", "down", "down", "enter", "s", "s")
    #expect(stage.shows("▲value"))
    let rising = rows(stage)
    #expect(rising.first?.contains("31,120.00") == true && rising.last?.contains("213,882.10") == true)
    stage.press("S")
    #expect(stage.shows("▼value") && rows(stage).first?.contains("213,882.10") == true)
    stage.press("/", "k", "e", "s", "t", "r", "e", "l", "enter")
    #expect(stage.shows("Rows · 2") && rows(stage).count == 2)
    stage.press("esc")
    #expect(stage.shows("Rows · 6"))
  }

  @Test("of a tile are those of other days when the days change there")
  func days() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("7", "down", "down", "enter")
    #expect(stage.shows("Top products · 24 Oct – 20 Nov"))
    stage.press("[")
    #expect(stage.shows("Top products · 26 Sep – 23 Oct"))
    stage.press("T", "ctrl-u")
    stage.session.type("2026-01-01..2026-01-31")
    stage.press("enter")
    #expect(stage.shows("Top products · 1 Jan – 31 Jan"))
  }

  /// The lines of the lower pane that hold a figure of the fixture.
  private func rows(_ stage: Stage) -> [String] {
    stage.picture.split(separator: "┏").last.map { $0.split(separator: "\n").map(String.init) }?.filter {
      $0.contains(" %")
    } ?? []
  }

  @Test("open one by one, every column whole, and y copies the value")
  func whole() throws {
    var world = Shop.failedDay()
    let long = String(repeating: "long ", count: 30) + "end"
    world.qualityDetails["gold.fact_sales"]?.failingRows.rows[1] = [
      "RowCount > 1", #"{"order": {"id": 7}, "note": null, "city": "Ostrava"}"#, long, nil,
      String(repeating: "0123456789abcdef", count: 9),
    ]
    let stage = try Stage(world)
    stage.press("3", "enter", "tab", "down", "enter")
    #expect(stage.shows("failing row of gold.fact_sales") && stage.shows("Quality › gold.fact_sales › row"))
    #expect(stage.lines(with: "_rules").contains { $0.contains("RowCount > 1") })
    #expect(stage.lines(with: "  order ").contains { $0.contains(#"{"id":7}"#) })
    #expect(stage.lines(with: "city").contains { $0.contains("Ostrava") })
    #expect(stage.shows("long end") && !stage.shows("…"))
    stage.press("down", "y", "down", "down", "down", "y")
    let copied = stage.session.device.requests
    #expect(copied.contains(.copied("Ostrava")))
    #expect(copied.contains(.copied(#"{"order": {"id": 7}, "note": null, "city": "Ostrava"}"#)))
    stage.press("esc")
    #expect(stage.shows("Rules of gold.fact_sales") && stage.lines(with: "▸").contains { $0.contains("RowCount > 1") })
  }

  @Test("that become fewer leave the list whole, and the chosen one chosen")
  func fewer() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("3", "enter", "tab", "G")
    #expect(stage.lines(with: "▸").contains { $0.contains("ord-1011") })
    for count in [5, 1, 0] {
      stage.fake.change { world in
        var page = world.qualityDetails["gold.fact_sales"]?.failingRows ?? RowPage()
        page.rows = Array(page.rows.suffix(count))
        world.qualityDetails["gold.fact_sales"]?.failingRows = page
      }
      stage.press("ctrl-r")
      #expect(stage.lines(with: "ord-1").count == count)
      #expect(count == 0 || stage.lines(with: "▸").contains { $0.contains("ord-1011") })
    }
  }

  @Test("say which of their columns show where not all do")
  func columns() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 62, height: 24))
    stage.press("3", "enter", "tab")
    #expect(stage.shows("columns 1–4 of 5"))
    stage.press("l", "l")
    #expect(stage.shows("columns 3–5 of 5"))
    #expect(try !Stage(Shop.failedDay()).shows("columns"))
  }

  @Test("of the quarantine have a filter of their own")
  func ownFilter() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("3", "enter", "tab", "/", "1", "0", "3", "enter")
    #expect(stage.shows("Failing rows 37, 1 match 103") && !stage.shows("rules match"))
    stage.press("esc")
    #expect(!stage.shows("match 103"))
  }
}
