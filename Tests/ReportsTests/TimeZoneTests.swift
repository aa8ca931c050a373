import Clocks
import Foundation
import Operations
import Testing

@testable import Reports

/// Text of a project whose days begin elsewhere shows the times its screens show.
@Suite struct TimeZoneTests {
  private let page: Page

  init() throws {
    page = Page(width: 120, now: Samples.now, zone: try #require(DayZone("America/St_Johns")))
  }

  @Test("Lists, details, logs and events of executions")
  func executions() {
    #expect(ExecutionsText.lines([Samples.execution], page).map(\.text).contains { $0.contains("2026-11-21 02:40:00") })
    let detail = ExecutionDetail(summary: Samples.execution, steps: [Samples.built])
    #expect(ExecutionText.lines(detail, page).map(\.text).joined().contains("started 2026-11-21 02:40:00"))
    let line = LogLine(id: 1, at: Samples.moment("01:10:00"), level: .info, step: nil, message: "slow")
    #expect(LogText.line(line, page).text.hasPrefix("2026-11-20 21:40:00"))
    let events = RunEvents.lines(from: nil, to: detail, page).map(\.text)
    #expect(events.first?.hasPrefix("02:40:00") == true && events.contains { $0.hasPrefix("02:40:02") })
  }

  @Test("The status says where its time is read")
  func status() {
    let report = StatusReport(identity: Samples.identity, at: Samples.now, layers: [])
    #expect(StatusText.lines(report, page).first?.text.contains("2026-11-21 05:30:00 St Johns") == true)
  }
}
