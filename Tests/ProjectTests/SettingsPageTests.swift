import Foundation
import Testing

@testable import Project

@Suite("The page of settings")
struct SettingsPageTests {
  @Test("names every setting of sources, models, schedules and metrics")
  func complete() throws {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("sample_data/SETTINGS.md"), encoding: .utf8)
    for key in SourceReader.keys + ModelReader.keys + ScheduleReader.keys + MetricReader.keys + CrawlerReader.keys {
      #expect(page.contains("`\(key)`"), "\(key)")
    }
  }
}
