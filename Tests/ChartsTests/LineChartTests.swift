import Canvas
import Charts
import Clocks
import Foundation
import FoundationXML
import Testing

@Suite("Line chart")
struct LineChartTests {
  static let sales = series("sales", [10, 20, 30, nil, nil, 60, 50, 40, 70, 80, 90, 100, 95, 40])
  static let before = series("before", [8, 8, 8, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28])

  private var options: LineChartGeometry.Options {
    var options = LineChartGeometry.Options()
    options.partialFrom = CalendarDay(year: 2026, month: 11, day: 14).start
    return options
  }

  @Test("keeps gaps as gaps and the partial bucket apart")
  func segments() {
    let geometry = LineChartGeometry([Self.sales], options: options)
    let segments = geometry.lines[0].segments
    #expect(segments.map { $0.places.count } == [3, 8, 2])
    #expect(segments.map(\.isPartial) == [false, false, true])
    #expect(geometry.lines[0].end == segments[2].places.last)
    #expect(segments[0].places[0].x == 0 && segments[0].places[0].y == 0.1)
  }

  @Test("draws the same figure in braille, blocks and ASCII")
  func levels() {
    let chart = LineChart([Self.sales], options: options)
    #expect(
      picture(44, 7) { chart.draw(into: &$0, in: $1) } == """
        100 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⣀⣤⡴⠶⠛⠛⠶⠶┈┈┈
                                    ⢀⣠⣤⠶⠛⠉       ⠁⡀
                           ⢦⣄⡀     ⣴⠋⠁            ⠠
         50 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⠈⠙⠛⠶⠶⣤⠞⠁┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈○
             ⢀⣠⣤⠶⠞⠃
          0 ⠞⠋⠁┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
               2 Nov                9 Nov
        """)
    for level in [Glyphs.braille, .blocks, .ascii] {
      let drawn = picture(44, 7, level) { chart.draw(into: &$0, in: $1) }
      #expect(drawn.contains("100 ") && drawn.contains("2 Nov") && drawn.contains(level.partialPoint))
    }
  }

  @Test("names its lines at their ends, moved apart")
  func names() {
    let near = series("near", [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 38])
    let drawn = picture(60, 9, .ascii) { LineChart([Self.sales, near, Self.before]).draw(into: &$0, in: $1) }
    let rows = drawn.split(separator: "\n", omittingEmptySubsequences: false)
    let named = rows.compactMap { row in ["sales", "near", "before"].first { row.hasSuffix($0) } }
    #expect(named == ["sales", "near", "before"])
  }

  @Test("names lines that end in one row by their values, and counts names without a row")
  func crowdedNames() {
    let ends = [("low", 49.0), ("high", 53), ("mid", 51)].map { series($0.0, [1, 1, $0.1]) }
    let drawn = picture(60, 5, .ascii) { LineChart(ends + [series("top", [100, 100, 100])]).draw(into: &$0, in: $1) }
    let rows = drawn.split(separator: "\n", omittingEmptySubsequences: false)
    let named = rows.compactMap { row in ["top", "high", "mid", "low"].first { row.hasSuffix($0) } }
    #expect(named == ["top", "high", "mid", "low"])
    let many = (0..<9).map { series("line \($0)", [Double($0), Double($0)]) }
    #expect(picture(60, 6, .ascii) { LineChart(many).draw(into: &$0, in: $1) }.contains("5 more"))
  }

  @Test("spans what was asked for, before and after the data")
  func span() {
    var options = LineChartGeometry.Options()
    let day = { (number: Int) in CalendarDay(year: 2026, month: 11, day: number).start }
    options.span = day(1)...day(29)
    let points = [8, 15].map { LineSeries.Point(day($0), 1) }
    let line = LineChartGeometry([LineSeries("x", points)], options: options).lines[0]
    #expect(line.segments[0].places.map(\.x) == [0.25, 0.5])
  }

  @Test("draws broken, and hollow, what is not whole at either end")
  func partialEnds() {
    var options = options
    options.completeFrom = CalendarDay(year: 2026, month: 11, day: 2).start
    let line = LineChartGeometry([series("x", [1, 2, 3])], options: options).lines[0]
    #expect(line.segments.map(\.isPartial) == [true, false])
    #expect(line.hollow == [line.segments[0].places[0]])
  }

  @Test("says in one sentence what it shows")
  func summary() {
    #expect(
      LineChartGeometry([Self.sales, Self.before], options: options).summary
        == "sales rose from 10 on 1 Nov to 95 on 13 Nov; lowest 10 on 1 Nov, highest 100 on 12 Nov; 2 missing; "
        + "the last bucket is not complete; compared with before (last 28).")
    #expect(LineChartGeometry([]).summary == "No data.")
    #expect(LineChartGeometry([series("x", [nil])]).summary == "x: no data.")
    var begun = options
    begun.partialFrom = CalendarDay(year: 2026, month: 11, day: 1).start
    #expect(LineChartGeometry([series("x", [nil])], options: begun).summary == "x: no data.")
    #expect(
      LineChartGeometry([series("x", [7]), series("y", [8])], options: begun).summary
        == "x is 7 in a bucket that is not complete; compared with y (last 8).")
    #expect(LineChartGeometry([series("x", [5, 5])]).summary == "x stayed at 5 from 1 Nov to 2 Nov.")
  }

  @Test("survives every size, no data, one point, and numbers that are none")
  func sizes() {
    let all = [
      LineChart([]), LineChart([series("a", [])]), LineChart([series("a", [1])]),
      LineChart([series("日本", [.nan, .infinity, -3, 1e300])]),
      LineChart([Self.sales, Self.before], options: options),
    ]
    for chart in all {
      for width in 0...30 {
        for height in 0...8 {
          for glyphs in [Glyphs.braille, .blocks, .ascii] {
            var surface = Surface(size: Size(width: width + 2, height: height + 2), glyphs: glyphs)
            surface.fill(surface.bounds, with: "~", style: .plain)
            chart.draw(into: &surface, in: Rect(x: 1, y: 1, width: width, height: height))
            #expect(surface.line(0) == String(repeating: "~", count: width + 2))
            let sides = (0..<height + 2).flatMap { [surface[0, $0], surface[width + 1, $0]] }
            #expect(sides.allSatisfy { $0?.glyph == 0x7E })
          }
        }
      }
    }
  }

  @Test("fills missing days with gaps")
  func daily() {
    let day = CalendarDay(year: 2026, month: 11, day: 1)
    let line = LineSeries.daily("x", [day: 1, day.advanced(by: 2): 3], over: day...day.advanced(by: 3))
    #expect(line.points.map(\.value) == [1, nil, 3, nil])
  }

  @Test("is SVG with a title, broken lines for gaps, and no markup from data")
  func svg() {
    let svg = LineChart([Self.sales, series("<b>&\"x\u{1B}", [1, 2])], options: options).svg()
    #expect(svg.hasPrefix("<svg ") && svg.contains("role=\"img\"") && svg.contains("<title>sales rose"))
    #expect(svg.contains("&lt;b&gt;&amp;&quot;x␛") && !svg.contains("<b>"))
    #expect(svg.components(separatedBy: "<polyline").count - 1 == 4)
    #expect(svg.contains("stroke-dasharray=\"3 3\"") && svg.contains("fill=\"#FFFFFF\""))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
  }
}
