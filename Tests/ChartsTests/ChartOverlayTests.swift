import Canvas
import Charts
import Clocks
import Foundation
import Testing

@Suite("Around the lines of a chart")
struct ChartOverlayTests {
  private static func day(_ day: Int) -> Date { CalendarDay(year: 2026, month: 11, day: day).start }

  private static var chart: LineChart {
    var options = LineChartGeometry.Options()
    options.overlay.thresholds = [80]
    options.overlay.band = (1...10).map { .init(day($0), 20...40) }
    options.overlay.strips = [
      .init("late", [.init(day(1)...day(7), .ok), .init(day(7)...day(9), .failed), .init(day(9)...day(14), .unknown)])
    ]
    options.overlay.markers = [.init(day(3), isBad: false), .init(day(8), isBad: true)]
    return LineChart([LineChartTests.sales], options: options)
  }

  @Test("stand the band, the threshold, the runs and the alarm's states, and differ without colour")
  func picture() {
    #expect(
      ChartsTests.picture(50, 12) { Self.chart.draw(into: &$0, in: $1) } == """
        100 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⢀⣤⠶⠛⠳⠶⣤⡄┈┈
                                       ⢀⣤⠞⠋      ⢿⡀
            ╌ 80 ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⢀⣤⠞⠋╌╌╌╌╌╌╌╌╌⠘⣧╌
                           ⣄⡀      ⢠⡟             ⢻⡄
         50 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⠈⠙⠶⣤⣀┈┈⣰⠏┈┈┈┈┈┈┈┈┈┈┈┈┈┈⠈⣷
            ░░░░░░░░░░░░░░░░░░░⠉⠛⠶⠋░░░░░           ⠘ sales
            ░░░⢀⣠⡴⠆░░░░░░░░░░░░░░░░░░░░░
            ⢀⣠⠶⠋⠁
          0 ⠋⠁┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
                  ▴              ✖                   runs
            ──────────────────███████··············· late
               2 Nov                9 Nov
        """)
  }

  @Test(
    "a band wider than all that was measured does not press the lines flat, nor a positive axis below zero",
    arguments: [(4.0, 14.0, -50.0...60.0, 0.0, 30.0), (-5, 5, -900...900, -20, 20), (4, 14, 2...16, 0, 20)])
  func wide(low: Double, high: Double, band: ClosedRange<Double>, least: Double, most: Double) throws {
    var options = LineChartGeometry.Options()
    options.overlay.band = (1...3).map { .init(Self.day($0), band) }
    let points = [low, high, low].enumerated().map { LineSeries.Point(Self.day($0 + 1), $1) }
    let axis = LineChartGeometry([LineSeries("a", points)], options: options).values
    #expect(axis.lower >= least && axis.upper <= most, "\(axis.lower)...\(axis.upper)")
    #expect(axis.lower <= low && axis.upper >= high)
  }

  @Test("leave the plot its rows where there are few")
  func small() {
    let text = ChartsTests.picture(40, 5) { Self.chart.draw(into: &$0, in: $1) }
    #expect(text.contains("100") && !text.contains("runs"))
  }
}
