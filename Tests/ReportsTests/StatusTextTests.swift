import Operations
import Testing

@testable import Reports

@Suite struct StatusTextTests {
  private func report(_ tables: [[TableStatus]]) -> StatusReport {
    let layers = zip(["bronze", "silver", "gold"], tables).map { LayerStatus(name: $0, tables: $1) }
    return StatusReport(identity: Samples.identity, at: Samples.now, layers: layers)
  }

  @Test("tables stand under their layers with the reasons below") func tablesStandUnderTheirLayersWithTheReasonsBelow()
  {
    var report = report([
      [Samples.table("bronze.orders", .ok, rows: 1204), Samples.table("bronze.payments", .failed, "it has not come")],
      [
        Samples.table("silver.orders", .late, "skipped", rows: 12),
        Samples.table("silver.sales", .late, "skipped", rows: 3),
      ],
    ])
    report.lastExecution = Samples.execution
    report.recentCounts = ["FAILED": 1, "SUCCEEDED": 2]
    #expect(
      StatusText.lines(report, Samples.page).picture == """
        shop · dev · this machine · DuckDB 1.5.5 · 2026-11-21 09:00:00 UTC

          table            state     loaded   rows  rejected  version  quality
        ✖ bronze  1 OK, 1 FAILED
          bronze.orders    ✔ OK         2 h  1,204         0       14        –
          bronze.payments  ✖ FAILED       –      –         –        –        –
        ▲ silver  2 LATE
          silver.orders    ▲ LATE       2 h     12         0       14        –
          silver.sales     ▲ LATE       2 h      3         0       14        –

        ✖ bronze.payments  it has not come
        ▲ 2 tables         skipped

        last run     20261121-061000-x7k2  ✖ FAILED  2 h ago for 2026-11-21: payments: …
        24 hours     1 FAILED, 2 SUCCEEDED
        """)
  }

  @Test("a new project says how to start") func aNewProjectSaysHowToStart() {
    let text = StatusText.lines(report([[Samples.table("bronze.orders", .unknown, "never built")]]), Samples.ascii)
      .picture
    #expect(text.hasSuffix("last run     none yet; start one: assay run"))
    #expect(text.contains(":: UNKNOWN"))
  }

  @Test("a project without tables says so") func aProjectWithoutTablesSaysSo() {
    #expect(StatusText.lines(report([]), Samples.page).picture.contains("The project has no tables yet."))
  }

  @Test("no line is wider than the page", arguments: [20, 40, 60, 200]) func noLineIsWiderThanThePage(width: Int) {
    var report = report([[Samples.table("bronze.orders", .overdue, String(repeating: "late ", count: 30), rows: 1)]])
    report.lastFailed = Samples.execution
    var page = Samples.page
    page.width = width
    for line in StatusText.lines(report, page) where width >= 40 { #expect(line.width <= width, "\(line.text)") }
    #expect(!StatusText.lines(report, page).isEmpty)
  }
}
