import Foundation
import Testing

@testable import Project

@Suite("The page of settings")
struct SettingsPageTests {
  private static func page() throws -> String {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("sample_data/SETTINGS.md"), encoding: .utf8)
  }

  @Test("names every setting of sources, models, schedules, metrics and their dashboards")
  func complete() throws {
    let page = try Self.page()
    let keys =
      SourceReader.keys + ModelReader.keys + ScheduleReader.keys + MetricReader.keys + CrawlerReader.keys
      + MetricDashboardReader.keys + MetricWidgetReader.keys + MetricWidgetReader.queryKeys
    for key in keys {
      #expect(page.contains("`\(key)`"), "\(key)")
    }
  }

  @Test("says of every kind of address that a source may have", arguments: PlaceScheme.all.map(\.name))
  func addresses(_ scheme: String) throws {
    #expect(try Self.page().contains("`\(scheme)://"), "a source may be at \(scheme)://, and the page does not say so")
  }
}
