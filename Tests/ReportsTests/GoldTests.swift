import Clocks
import Operations
import Testing

@testable import Reports

@Suite struct GoldTests {
  private func day(_ number: Int) -> CalendarDay { CalendarDay(year: 2026, month: 11, day: number) }

  private var report: GoldReport {
    let trend = (18...21).map { SeriesPoint(day: day($0), value: $0 == 20 ? nil : Double($0)) }
    let bars = [
      ReportBar(label: "Kestrel", value: 120, text: "120.00", share: 0.75),
      ReportBar(label: "Indigo, Ltd", value: 40, text: "40.00", share: 0.25),
    ]
    var report = GoldReport(
      dashboard: DashboardSummary(name: "executive", title: "Shop", description: "Paid orders."),
      range: DayRange(from: day(18), to: day(21)),
      tiles: [
        ReportTile(
          id: "revenue", title: "Revenue", unit: .money, width: 1,
          content: .kpi(value: "160.00", number: 160, change: 0.031, trend: trend)),
        ReportTile(id: "brands", title: "Brands", unit: .money, width: 3, content: .bars(bars)),
        ReportTile(
          id: "rows", title: "Rows", unit: nil, width: 2,
          content: .table(RowPage(columns: ["platform", "orders"], rows: [["Website", "7"], ["Mobile", nil]]))),
        ReportTile(id: "broken", title: "Broken", unit: nil, width: 2, content: .failed("there is no column x")),
      ], at: Samples.now, state: .late)
    report.dataAsOf = Samples.moment("06:10:00")
    return report
  }

  @Test("tiles stand side by side") func tilesStandSideBySide() {
    #expect(
      GoldText.lines(report, Samples.page).picture == """
        Shop · 2026-11-18 to 2026-11-21 · loaded 2 h ago · ▲ LATE · 1 of 4 failed
        Paid orders.

        Revenue               Brands
        160.00                Kestrel     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 120.00  75.0 %
        ▲ +3.1 %              Indigo, Ltd ▄▄▄▄▄▄▄▄▄▄▖                      40.00  25.0 %
        ▇▇·█

        Rows                                     Broken
        platform  orders                         there is no column x
        Website        7
        Mobile      null
        """)
  }

  /// A figure that failed is a warning at least, and never makes less of what its tables are; JSON and text say one word.
  @Test(
    "What a report is worth is said once",
    arguments: [
      (HealthState.ok, 0, HealthState.ok), (.ok, 1, .warn), (.unknown, 1, .warn), (.running, 2, .warn),
      (.warn, 1, .warn),
      (.warn, 0, .warn), (.late, 1, .late), (.overdue, 3, .overdue), (.failed, 1, .failed), (.failed, 0, .failed),
    ])
  func verdict(state: HealthState, failed: Int, expected: HealthState) {
    var report = report
    report.state = state
    let good = report.tiles.filter { if case .failed = $0.content { false } else { true } }
    report.tiles = good
    report.tiles += (0..<failed).map {
      ReportTile(id: "f\($0)", title: "F", unit: nil, width: 1, content: .failed("there is no column x"))
    }
    #expect((report.verdict, report.failedTiles) == (expected, failed))
    #expect(report.json["state"] == .string(expected.rawValue))
    let first = GoldText.lines(report, Samples.page).first?.text ?? ""
    #expect(first.contains(" \(expected.rawValue)"), "\(first)")
  }

  @Test("a narrow page stacks them") func aNarrowPageStacksThem() {
    var page = Samples.page
    page.width = 40
    let lines = GoldText.lines(report, page)
    #expect(lines.allSatisfy { $0.width <= 40 })
    #expect(lines.filter { ["Revenue", "Brands", "Rows", "Broken"].contains($0.text) }.count == 4)
  }

  @Test("as CSV every figure is a line") func asCSVEveryFigureIsALine() {
    #expect(
      GoldCSV.text(report) == """
        tile,row,column,value
        revenue,"",value,160.00
        revenue,"",change,0.031
        revenue,2026-11-18,trend,18
        revenue,2026-11-19,trend,19
        revenue,2026-11-20,trend,
        revenue,2026-11-21,trend,21
        brands,Kestrel,value,120.00
        brands,Kestrel,share,0.75
        brands,"Indigo, Ltd",value,40.00
        brands,"Indigo, Ltd",share,0.25
        rows,1,platform,Website
        rows,1,orders,7
        rows,2,platform,Mobile
        rows,2,orders,
        broken,"",error,there is no column x

        """)
  }

  @Test("charts have a picture and tables have none") func chartsHaveAPictureAndTablesHaveNone() {
    let pictures = report.tiles.map { GoldSVG.text($0) }
    #expect(pictures.map { $0 != nil } == [true, true, false, false])
    #expect(pictures[1]?.contains("Kestrel leads 2") == true)
  }
}
