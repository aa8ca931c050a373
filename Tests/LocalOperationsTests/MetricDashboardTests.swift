import Clocks
import Foundation
import Metrics
import Operations
import PipelineSupport
import Project
import TestSupport
import Testing

@testable import LocalOperations

@Suite("Dashboards of metrics that a project declares")
struct MetricDashboardTests {
  private static let project = """
    name: shop
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    """
  private static let health = """
    title: Health
    days: 1
    widgets:
      - title: Faults
        period: 60
        stat: Sum
        metrics:
          - {id: bad, namespace: Custom, name: bad, dimensions: {Env: "{environment}"}, hide: true}
          - {id: all, namespace: Custom, name: all, dimensions: {Env: "{environment}"}, stat: Maximum}
          - {expression: 100 * bad / all, label: share}
          - {expression: METRICS()}
      - title: Never measured
        metrics:
          - {namespace: Custom, name: bad, dimensions: {Env: prod}}
          - {namespace: Custom, name: worse}
    """
  private let pipeline: Pipeline
  private let operations: LocalOperations

  /// Ten minutes of values, the last of them in the minute that is still filling.
  init() throws {
    pipeline = try Pipeline(
      ["project.yml": Self.project, "metric_dashboards/health.yml": Self.health], startingAt: "2026-11-08T06:10:30Z")
    operations = try pipeline.operations()
    for minute in 0..<10 {
      let at = pipeline.now.addingTimeInterval(-60 * Double(9 - minute))
      for (name, value) in [("bad", Double(minute)), ("bad", 1), ("all", 100), ("all", 50)] {
        let metric = MetricName(namespace: "Custom", name: name, dimensions: [MetricDimension("Env", "dev")])
        try operations.journal.put([Datapoint(metric, unit: .count, value: value, at: at)])
      }
    }
  }

  private func edit(_ text: String, _ name: String = "health") throws {
    try text.write(
      toFile: pipeline.folder.path + "/metric_dashboards/\(name).yml", atomically: true, encoding: .utf8)
  }

  @Test("a widget has its metrics by their statistics, expressions over them, and hides what is only for those")
  func values() throws {
    let page = try operations.metricDashboard(MetricDashboardRequest())
    let widget = try #require(page.widgets.first)
    #expect(page.title == "Health" && page.range.upperBound.timeIntervalSince(page.range.lowerBound) == 86_400)
    #expect(widget.series.map(\.name) == ["all dev", "share", "METRICS() 1", "METRICS() 2"])
    #expect(widget.series[0].values.map(\.value) == [Double](repeating: 100, count: 10))
    #expect(widget.series[1].values.map(\.value) == (0..<10).map { Double($0 + 1) })
    #expect(widget.unit == .count && widget.filling == widget.series[0].values.last?.start)
  }

  @Test("periods that were asked for take the place of the widget's own; nothing later than the end is in it")
  func periods() throws {
    let end = pipeline.now.addingTimeInterval(-299)
    let page = try operations.metricDashboard(MetricDashboardRequest(span: 3600, until: end, period: 300))
    let widget = try #require(page.widgets.first)
    #expect(widget.period == 300)
    // Until then there are the minutes from 06:01:30 to 06:05:30, the last of them in a period that is still filling.
    #expect(widget.series[3].values.map(\.value) == [100, 100])
    #expect(widget.series[1].values.map(\.value) == [10, 5])
  }

  @Test("what was never measured says so, with the dimensions that were")
  func absent() throws {
    let series = try operations.metricDashboard(MetricDashboardRequest()).widgets[1].series
    #expect(series.map(\.values) == [[], []])
    #expect(series[0].absence == "bad was never measured with these dimensions, but with Env=dev")
  }

  @Test("a file is read when it is looked at: what changed shows, and what is wrong stands with its place")
  func live() throws {
    try edit(Self.health.replacing("title: Health", with: "title: Other"))
    #expect(try operations.metricDashboard(MetricDashboardRequest()).title == "Other")
    try edit("title: Broken\nwidgets: []\n")
    try edit(Self.health, "second")
    let error = #expect(throws: OperationsError.self) {
      try operations.metricDashboard(MetricDashboardRequest(name: "health"))
    }
    #expect(error?.description.contains("metric_dashboards/health.yml:2:10: error: widgets must not be empty") == true)
    let second = try operations.metricDashboard(MetricDashboardRequest(name: "second"))
    #expect(second.all.map(\.name) == ["health", "second"])
    #expect(throws: OperationsError.self) { try operations.metricDashboard(MetricDashboardRequest(name: "secnd")) }
  }

  @Test("a band of expected values is drawn behind the others, trained on what lies before")
  func band() throws {
    let metric = MetricName(namespace: "Custom", name: "daily")
    for day in 1...10 {
      let at = pipeline.now.addingTimeInterval(-86_400 * Double(day))
      try operations.journal.put([Datapoint(metric, unit: .count, value: 100, at: at)])
    }
    try edit(
      """
      title: Band
      widgets:
        - title: Daily
          period: 86400
          metrics:
            - {namespace: Custom, name: daily}
            - {expression: "ANOMALY_DETECTION_BAND(m1, 2)"}
      """, "band")
    let widget = try #require(
      try operations.metricDashboard(MetricDashboardRequest(name: "band", span: 2 * 86_400)).widgets.first)
    #expect(widget.series.count == 1 && !widget.band.isEmpty)
    #expect(widget.band.allSatisfy { $0.limits.contains(100) })
  }
}
