import Canvas
import Charts
import Foundation
import FoundationXML
import Testing

@Suite("Bars, sparklines and figures")
struct BarChartTests {
  static let chart = BarChart(
    [
      .init("Acme", 45_000, share: 0.31), .init("Bolt & Söhne", 30_500.5, share: 0.2),
      .init("日本語", 12_000, share: 0.08),
      .init("Zeta", 120, share: 0.001),
    ], format: .money)

  @Test("bars: labels, bars in eighths with air between them, values and shares aligned")
  func normal() {
    #expect(
      picture(60, 8) { Self.chart.draw(into: &$0, in: $1) } == """
        Acme         █████████████████████████████ 45,000.00  31.0 %

        Bolt & Söhne ███████████████████▋          30,500.50  20.0 %

        日本語       ███████▊                      12,000.00   8.0 %

        Zeta         ▏                                120.00   0.1 %

        """)
  }

  @Test("bars: without room for air they are half as high, so that they do not touch")
  func close() {
    #expect(
      picture(60, 4) { Self.chart.draw(into: &$0, in: $1) } == """
        Acme         ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 45,000.00  31.0 %
        Bolt & Söhne ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▖          30,500.50  20.0 %
        日本語       ▄▄▄▄▄▄▄▖                      12,000.00   8.0 %
        Zeta         ▖                                120.00   0.1 %
        """)
  }

  @Test("bars: values are written from their own digits")
  func exact() {
    let chart = BarChart([.init("a", 9e15, exact: "9007199254740993.07")], format: .money)
    #expect(picture(32, 1) { chart.draw(into: &$0, in: $1) }.hasSuffix(" 9,007,199,254,740,993.07"))
  }

  @Test("bars: share and label give way, what is left over becomes one line")
  func narrow() {
    #expect(
      picture(30, 3) { Self.chart.draw(into: &$0, in: $1) } == """
        Acme         ▄▄▄▄▄▄▄ 45,000.00
        Bolt & Söhne ▄▄▄▄▖   30,500.50
        2 more               12,120.00
        """)
    #expect(picture(12, 1) { Self.chart.draw(into: &$0, in: $1) } == "4… 87,620.50")
  }

  @Test("bars: ASCII")
  func ascii() {
    let chart = BarChart([.init("a", 10), .init("b", 5), .init("c", 0.01)])
    #expect(
      picture(20, 3, .ascii) { chart.draw(into: &$0, in: $1) }
        == "a ############### 10\nb #######-         5\nc -                0")
  }

  @Test("bars: values below zero start at the zero line")
  func negative() {
    let geometry = BarChartGeometry([.init("a", 30), .init("b", -10)], format: .integer)
    #expect(geometry.baseline == 0.25)
    #expect(geometry.bars.map { [$0.start, $0.end] } == [[0.25, 1], [0, 0.25]])
    #expect(geometry.summary == "a leads 2 with 30, then b with -10.")
    #expect(BarChartGeometry([], format: .integer).summary == "No data.")
    #expect(BarChartGeometry([.init("x", .nan)], format: .integer).bars.isEmpty)
  }

  @Test("bars: who leads is told by the values, not by the order")
  func leader() {
    let years = [("2010", 4.8), ("2018", 38.5), ("2019", 20)].map { BarChartGeometry.Entry($0.0, $0.1) }
    #expect(
      BarChartGeometry(years, format: .decimal(1)).summary == "2018 leads 3 with 38.5, then 2019 with 20.")
  }

  @Test(
    "bars: labels in the order of time lose their old end, others their last",
    arguments: [
      (["2017", "2018", "2019", "2020"], ["2 earlier", "2019", "2020"]),
      (["2020", "2019", "2018", "2017"], ["2020", "2019", "2 earlier"]),
      (["2026-W51", "2026-W52", "2026-W53", "2027-W01"], ["2 earlier", "2026-W53", "2027-W01"]),
      (["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"], ["2 earlier", "Q2 2026", "Q3 2026"]),
      (["Jan", "Feb", "Mar", "Apr"], ["2 earlier", "Mar", "Apr"]),
      (["0-50", "50-100", "100-250", "more"], ["0-50", "50-100", "2 more"]),
      (["b", "a", "d", "c"], ["b", "a", "2 more"]),
    ])
  func timeOrder(labels: [String], shown: [String]) {
    let entries = labels.map { BarChartGeometry.Entry($0, 1) }
    #expect(BarChartGeometry(entries, format: .integer, limit: 3).bars.map(\.label) == shown)
  }

  @Test("bars: labels get half of the width and keep both their ends")
  func longLabels() {
    let chart = BarChart([
      .init("Adventure Works Desktop PC2.33 XD233 White", 10), .init("Adventure Works Desktop PC2.33 XD233 Black", 5),
    ])
    let rows = picture(60, 2) { chart.draw(into: &$0, in: $1) }.split(separator: "\n")
    #expect(rows[0].contains("White") && rows[1].contains("Black"))
    #expect(rows.allSatisfy { $0.hasPrefix("Adventure Wor") })
  }

  @Test("bars: one without a value says so and is no zero")
  func noValue() {
    let chart = BarChart([.init("a", 3), .init("b", nil)])
    #expect(picture(30, 2) { chart.draw(into: &$0, in: $1) }.hasSuffix("no value"))
  }

  @Test("bars: SVG")
  func svg() {
    let svg = Self.chart.svg(limit: 3)
    #expect(svg.contains(">Bolt &amp; Söhne</text>") && svg.contains("2 more"))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
  }

  @Test(
    "sparkline: missing is not zero, flat is not a cliff",
    arguments: [
      ([0, 4, 8, nil, 2], "▁▄█·▂"), ([99, 99.2, 99.1], "███"), ([0, 0], "▁▁"), ([], ""), ([nil], "·"), ([-4, 4], "▁█"),
    ])
  func sparkline(values: [Double?], expected: String) {
    let drawn = picture(values.count, 1) {
      Sparkline(SparklineGeometry(values, width: $1.width)).draw(into: &$0, in: $1)
    }
    #expect(drawn == expected)
  }

  @Test("what is left over is added digit by digit")
  func exactRest() {
    let entries = [("a", "5"), ("b", "9007199254740992.07"), ("c", "1.01")].map { label, text in
      BarChartGeometry.Entry(label, Double(text) ?? 0, exact: text)
    }
    #expect(BarChartGeometry(entries, format: .money, limit: 2).bars.last?.valueText == "9,007,199,254,740,993.08")
  }

  @Test("sparkline: more values than room are averaged, the end stands at the right")
  func grouped() {
    let geometry = SparklineGeometry([1, 3, 5, 7, nil, nil], width: 3)
    let expected: [Double?] = [2.0 / 7, 6.0 / 7, nil]
    #expect(geometry.heights == expected)
    #expect(picture(5, 1) { Sparkline(geometry).draw(into: &$0, in: $1) } == "  ▂▇·")
    #expect(geometry.summary(.integer) == "last missing, between 1 and 7")
    #expect(
      Sparkline(SparklineGeometry([1, nil, 2, 3], width: 9)).svg().components(separatedBy: "<polyline").count == 2)
  }

  @Test("sparkline: a fixed range keeps several comparable")
  func fixedRange() {
    let geometry = SparklineGeometry([0.5, 2], width: 2, baseline: .range(0...1))
    #expect(geometry.heights == [0.5, 1])
  }

  private var tile: KPITile {
    KPITile(
      "Revenue", value: 1_234_567.5, format: .money, unit: "EUR", change: 0.032, comparison: "vs 28 d before",
      trend: [1, 2, 3, nil, 4])
  }

  @Test("figure: name, value with unit, change, trend")
  func kpi() {
    #expect(
      picture(32, 4) { tile.draw(into: &$0, in: $1) } == """
        Revenue
        1,234,567.50 EUR
        ▲ +3.2 % vs 28 d before
        ▂▄▆·█
        """)
    #expect(
      picture(32, 3, .ascii) { tile.draw(into: &$0, in: $1) } == "Revenue\n1,234,567.50 EUR\n^ +3.2 % vs 28 d before")
  }

  @Test("figure: is written from its own digits")
  func kpiExact() {
    let tile = KPITile("Revenue", value: 1e18, exact: "1000000000000000000.37", format: .money)
    #expect(picture(30, 2) { tile.draw(into: &$0, in: $1) } == "Revenue\n1,000,000,000,000,000,000.37")
  }

  @Test("figure: shortens before it cuts, and keeps the value to the end")
  func kpiNarrow() {
    #expect(picture(10, 3) { tile.draw(into: &$0, in: $1) } == "Revenue\n1.2M EUR\n▲ +3.2 %")
    #expect(picture(5, 1) { tile.draw(into: &$0, in: $1) } == "1.2M")
    #expect(picture(0, 0) { tile.draw(into: &$0, in: $1) }.isEmpty)
  }

  @Test(
    "a change against fewer days is shown with the days, in fewer digits where room is short, and never without them",
    arguments: [
      (40, "up +12.9 % on 27 of 28 d before"), (20, "up +12.9 % 27/28 d"), (18, "up +12.9 % 27/28 d"),
      (16, "up +13 % 27/28 d"), (14, "up+13% 27/28 d"), (13, "up+13% 27/28 d"), (12, "up+13% 27/28"), (8, "27/28 d"),
    ])
  func partial(width: Int, expected: String) {
    var tile = tile
    (tile.change, tile.comparison, tile.shortComparison) = (0.129, "on 27 of 28 d before", "27/28 d")
    tile.comparability = .partial
    let line = picture(width, 3) { tile.draw(into: &$0, in: $1) }.split(separator: "\n")[2]
    #expect(line.replacing(Glyphs.braille.ascending, with: "up") == expected)
  }

  @Test(
    "figure: colours a change by which way is good",
    arguments: [
      (0.1, KPITile.Better.higher, Role.rise), (-0.1, .higher, .fall), (0.1, .lower, .fall), (-0.1, .lower, .rise),
      (0.1, .neither, .text),
      (0, .higher, .dim),
    ])
  func better(change: Double, better: KPITile.Better, role: Role) {
    var tile = tile
    (tile.change, tile.better) = (change, better)
    var surface = Surface(size: Size(width: 20, height: 3))
    tile.draw(into: &surface, in: surface.bounds)
    #expect(surface[0, 2]?.style.style.role == role)
  }

  @Test("figure: against fewer days there is no colour, and the days are said or the change is not")
  func partialComparison() {
    var tile = tile
    (tile.comparability, tile.comparison, tile.shortComparison) = (.partial, "on 15 of 40 d before", "15/40 d")
    var surface = Surface(size: Size(width: 40, height: 3))
    tile.draw(into: &surface, in: surface.bounds)
    #expect(surface[0, 2]?.style.style.role == .text)
    #expect(picture(40, 3) { tile.draw(into: &$0, in: $1) }.hasSuffix("▲ +3.2 % on 15 of 40 d before"))
    #expect(picture(18, 3) { tile.draw(into: &$0, in: $1) }.hasSuffix("▲ +3.2 % 15/40 d"))
    #expect(picture(12, 3) { tile.draw(into: &$0, in: $1) }.hasSuffix("15/40 d"))
  }

  @Test("figure: a percentage changes by points")
  func points() {
    var tile = tile
    (tile.changeKind, tile.change) = (.points, 0.002)
    #expect(picture(10, 3) { tile.draw(into: &$0, in: $1) }.hasSuffix("▲ +0.2 pp"))
  }

  @Test("figure: says when there is none")
  func unknown() {
    #expect(picture(12, 3) { KPITile("Revenue", value: nil).draw(into: &$0, in: $1) } == "Revenue\nn/a\n")
  }
}
