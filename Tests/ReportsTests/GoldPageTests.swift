import Canvas
import Clocks
import Foundation
import Operations
import Testing

@testable import Reports

@Suite("A Gold dashboard as a page and as a picture")
struct GoldPageTests {
  private static let days = DayRange(
    from: CalendarDay("2026-11-01") ?? CalendarDay(Samples.page.now),
    to: CalendarDay("2026-11-02") ?? CalendarDay(Samples.page.now))

  private static func report(_ tiles: [ReportTile]) -> GoldReport {
    GoldReport(
      dashboard: DashboardSummary(name: "executive", title: "Sales & <margin>", description: nil), range: days,
      tiles: tiles, at: Samples.page.now, state: .ok)
  }

  private static var tiles: [ReportTile] {
    let points = [SeriesPoint(day: days.from, value: 1), SeriesPoint(day: days.to, value: 3)]
    let rows = RowPage(columns: ["who", "n"], rows: [["<b>ann</b>", "1"], [nil, "2"]])
    return [
      ReportTile(
        id: "k", title: "Revenue", unit: .integer, width: 1,
        content: .kpi(value: "1234567", number: 1_234_567, change: nil, trend: points)),
      ReportTile(
        id: "l", title: "By day", unit: .integer, width: 2,
        content: .line(series: [ReportSeries(name: "net", points: points)])),
      ReportTile(
        id: "b", title: "By shop", unit: .integer, width: 1,
        content: .bars([ReportBar(label: "north", value: 2, text: "2", share: nil)])),
      ReportTile(id: "t", title: "Rows", unit: nil, width: 4, content: .table(rows)),
      ReportTile(id: "f", title: "Broken", unit: nil, width: 1, content: .failed("no column \"x\"")),
    ]
  }

  /// Whether an XML reader takes it.
  private static func isWhole(_ text: String) -> Bool { XMLReading().reads(text) }

  @Test("the picture is XML that stands alone, has each chart once under its title, and no table")
  func picture() {
    let picture = GoldSVG.text(Self.report(Self.tiles))
    #expect(Self.isWhole(picture))
    for title in ["Revenue  1,234,567", "By day", "By shop", "Sales &amp; &lt;margin&gt;"] {
      #expect(picture.contains(title), "\(title)")
    }
    #expect(picture.components(separatedBy: "<svg ").count == 5)
    #expect(!picture.contains("ann") && !picture.contains("Broken"))
  }

  @Test("the picture says which days it is of and how its tables are, on a ground of its own")
  func heading() {
    let picture = GoldSVG.text(Self.report(Self.tiles))
    #expect(picture.contains(">2026-11-01 to 2026-11-02, WARN</text>"))
    #expect(picture.contains("<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>"))
  }

  @Test("charts stand below each other and not over each other")
  func places() throws {
    let picture = GoldSVG.text(Self.report(Self.tiles))
    let boxes = picture.components(separatedBy: "<svg y=\"").dropFirst().compactMap { piece -> (Double, Double)? in
      guard let top = Double(piece.prefix { $0 != "\"" }), let mark = piece.firstRange(of: "height=\"") else {
        return nil
      }
      return Double(piece[mark.upperBound...].prefix { $0 != "\"" }).map { (top, top + $0) }
    }
    #expect(boxes.count == 3)
    for (above, below) in zip(boxes, boxes.dropFirst()) { #expect(above.1 < below.0) }
  }

  @Test("the page has figures, charts, tables and what failed, with what data say made harmless")
  func page() {
    let page = GoldHTML.text(Self.report(Self.tiles), Samples.page)
    for text in [
      "<title>Sales &amp; &lt;margin&gt;</title>", "1,234,567", "<th>who</th><th>n</th>",
      "<td>&lt;b&gt;ann&lt;/b&gt;</td><td>1</td>", "<td></td><td>2</td>", "no column &quot;x&quot;", "never loaded",
      "grid-column: span 4",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(!page.contains("<b>"))
    #expect(page.components(separatedBy: "<svg ").count == 4)
  }

  @Test("a key figure says how it moved and against which days, as on the screen; without a change it says nothing")
  func changes() {
    var tiles = [0.125, -0.5, 0].enumerated().map { index, change in
      ReportTile(
        id: "k\(index)", title: "K\(index)", unit: index == 1 ? .percent : .integer, width: 1,
        content: .kpi(value: "9", number: 9, change: change, trend: []))
    }
    tiles[0].comparison = FigureComparison(days: 28, covered: 28)
    tiles[1].comparison = FigureComparison(days: 40, covered: 15)
    let page = GoldHTML.text(Self.report(tiles), Samples.page)
    let changes = page.components(separatedBy: "<p class=\"change\">").dropFirst().map { $0.prefix { $0 != "<" } }
    #expect(changes == ["▲ +12.5 % on 28 d before", "▼ -50.0 pp on 15 of 40 d before", "= 0.0 %"])
    #expect(!GoldHTML.text(Self.report(Self.tiles), Samples.page).contains("class=\"change\""))
  }

  @Test("a dashboard without tiles is an empty page and an empty picture, both whole")
  func empty() {
    #expect(Self.isWhole(GoldSVG.text(Self.report([]))))
    #expect(GoldHTML.text(Self.report([]), Samples.page).hasSuffix("</html>\n"))
  }
}

/// Tags that close as they open, and no ampersand that begins nothing.
private struct XMLReading {
  func reads(_ text: String) -> Bool {
    var open: [Substring] = []
    var rest = text[...]
    while let begin = rest.firstIndex(of: "<") {
      guard let end = rest[begin...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: begin)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(tag.prefix { $0 != " " && $0 != "\n" })
      }
    }
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]
    return open.isEmpty
      && text.indices.allSatisfy { text[$0] != "&" || entities.contains(where: text[$0...].hasPrefix) }
  }
}
