import Canvas
import Foundation
import Metrics
import Operations
import OperationsSupport
import Testing

@testable import Dashboard

@Suite("Dashboards of metrics on the screen")
struct MetricDashboardScreenTests {
  private static func widget(_ title: String, _ kind: MetricWidget.Kind, unit: MetricUnit = .none) throws
    -> MetricWidget
  {
    let period = try #require(PeriodSeries(period: 3600))
    let metric = MetricStatistic(MetricName(namespace: "Custom", name: title), .sum, period: period)
    return MetricWidget(
      title: title, kind: kind, width: 2, math: try MetricMath([MathQuery(id: "m1", .metric(metric))]), shown: ["m1"],
      unit: unit, thresholds: kind == .line ? [150] : [])
  }

  private static func world() throws -> FakeOperations.World {
    var world = Shop.goodDay()
    world.metrics = []
    let (faults, failed) = (try widget("faults", .line, unit: .percent), try widget("runs failed", .number))
    let unknown = try widget("unknown", .line)
    world.metricChart = { request in
      MetricChart(
        statistic: .average, period: 3600, range: Shop.now.addingTimeInterval(-86_400)...Shop.now, filling: Shop.now,
        series: request.metrics.map { .init($0, []) })
    }
    world.metricDashboard = { request in
      if request.name == "broken" { throw OperationsError.invalid("metric_dashboards/broken.yml:2:3: error: wrong") }
      let span = TimeInterval(request.span ?? 14 * 86_400)
      let end = request.until ?? Shop.now
      var page = MetricDashboardPage(
        name: request.name ?? "health", title: "Page \(request.name ?? "health")", description: nil,
        range: end.addingTimeInterval(-span)...end)
      let values = (0..<20).map {
        PeriodValue(start: end.addingTimeInterval(Double($0 - 20) * 3600), value: Double($0 * 10))
      }
      let key = MetricKey(MetricName(namespace: "Custom", name: "faults"), .percent)
      page.widgets = [
        MetricWidgetChart(
          faults, unit: .percent, period: 3600, filling: end, series: [.init("share", values)], metrics: [key]),
        MetricWidgetChart(
          failed, unit: .count, period: 3600, filling: end, series: [.init("runs failed", values)], metrics: [key]),
        MetricWidgetChart(
          unknown, unit: .none, period: 3600, filling: end,
          series: [.init("rows", [], absence: "rows was never measured in Custom")]),
      ]
      page.runs = [
        .init(at: end.addingTimeInterval(-86_400), status: .succeeded),
        .init(at: end.addingTimeInterval(-3600), status: .failed), .init(at: end, status: .running),
      ]
      page.all = [.init(name: "broken", title: nil), .init(name: "health", title: "Page health")]
      return page
    }
    return world
  }

  @Test("D opens the first one: figures in a band, charts with thresholds below, and why one is empty")
  func shows() throws {
    let stage = try Stage(try Self.world(), size: Size(width: 120, height: 36))
    stage.press("4", "D")
    #expect(stage.shows("Page health") && stage.shows("14 d"))
    #expect(stage.shows("runs failed") && stage.shows("190") && stage.shows("+5.6 %"))
    #expect(stage.shows("faults (%)") && stage.shows(" 150 "))
    #expect(stage.shows("rows was never measured in Custom"))
    let marks = stage.picture.split(separator: "\n").first { $0.contains("▴") } ?? ""
    #expect(marks.filter { $0 == "▴" || $0 == "✖" } == "▴✖", "\(marks)")
  }

  @Test("its time and its periods are moved by the keys of a chart, and Enter opens the metrics of a widget")
  func moved() throws {
    let stage = try Stage(try Self.world(), size: Size(width: 120, height: 36))
    stage.press("4", "D", "-", "p", "[")
    let asked = try #require(stage.fake.read(\.askedDashboards).last)
    #expect(asked.span == 7 * 86_400 && asked.period == 60)
    #expect(asked.until == Shop.now.addingTimeInterval(-3.5 * 86_400))
    #expect(stage.shows("until "))
    stage.press("down", "enter")
    #expect(stage.fake.read(\.askedCharts).last?.metrics.map(\.metric.name) == ["faults"])
  }

  @Test("pages are turned, and one whose file is wrong says where")
  func turned() throws {
    let stage = try Stage(try Self.world(), size: Size(width: 120, height: 36))
    stage.press("4", "D", ",")
    #expect(stage.shows("metric_dashboards/broken.yml:2:3"))
  }

  @Test("a project without one says how to make one")
  func none() throws {
    var world = try Self.world()
    world.metricDashboard = nil
    let stage = try Stage(world, size: Size(width: 120, height: 36))
    stage.press("4", "D")
    #expect(stage.shows("metric_dashboards/NAME.yml makes one"))
  }

  @Test("z shows one chart alone, at any size a terminal has")
  func zoomed() throws {
    for size in [Size(width: 80, height: 24), Size(width: 200, height: 60)] {
      let stage = try Stage(try Self.world(), size: size)
      stage.press("4", "D", "down", "z")
      #expect(stage.shows("faults") && !stage.shows("runs failed"), "\(size)")
    }
  }
}
