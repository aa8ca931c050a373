import Foundation
import Testing

@testable import Project

@Suite("The page of settings")
struct SettingsPageTests {
  @Test("names every setting of sources, models, schedules, metrics and their dashboards")
  func complete() throws {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("sample_data/SETTINGS.md"), encoding: .utf8)
    let keys =
      SourceReader.keys + ModelReader.keys + ScheduleReader.keys + MetricReader.keys + CrawlerReader.keys
      + MetricDashboardReader.keys + MetricWidgetReader.keys + MetricWidgetReader.queryKeys
    for key in keys {
      #expect(page.contains("`\(key)`"), "\(key)")
    }
  }
}
