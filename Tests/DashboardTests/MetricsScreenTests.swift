import Canvas
import Foundation
import Metrics
import Operations
import OperationsSupport
import Testing

@testable import Dashboard

@Suite("Metrics on the screen, and alarms made of them")
struct MetricsScreenTests {
  private static func key(_ name: String, _ table: String, namespace: String = "Lakehouse/Metrics") -> MetricKey {
    MetricKey(
      MetricName(namespace: namespace, name: name, dimensions: [MetricDimension("Table", table)]), .count)
  }

  private static func world() -> FakeOperations.World {
    var world = Shop.goodDay()
    var rejected = MetricSummary(key("RecordsRejected", "silver.orders"), recent: [3, 5, 12], newestAt: Shop.now)
    (rejected.alarms, rejected.alarmState) = (["orders_rejected"], .alarm)
    world.metrics = [
      MetricSummary(key("ExecutionTime", "", namespace: "AWS/States"), recent: [900, 900], newestAt: Shop.now),
      MetricSummary(key("RecordsRead", "silver.orders"), recent: [100, 140], newestAt: Shop.now),
      rejected,
      MetricSummary(key("RecordsRejected", "silver.sales"), recent: [1], newestAt: Shop.now),
    ]
    world.metricChart = chart
    world.alarms = []
    world.alarmPage = { page($0) }
    return world
  }

  @Test(
    "a change is told in the unit that the value is shown in",
    arguments: [
      (12, .count, "+12"), (-0.25, .none, "-0.25"), (0, .bytes, "="), (386, .milliseconds, "+386 ms"),
      (-43_200_000, .milliseconds, "-12 h"), (-3800, .bytes, "-3.8 kB"), (90, .seconds, "+1 min 30 s"),
    ] as [(Double, MetricUnit, String)])
  func change(value: Double, unit: MetricUnit, text: String) {
    #expect(MetricText.change(value, unit) == text)
  }

  @Test("the trend of a few equal values is a short line, in the detail as in its row")
  func trend() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 40))
    stage.press("4")
    let lines = stage.picture.split(separator: "\n")
    let detail = lines.drop { !$0.contains("ExecutionTime · AWS/States") }.prefix(7)
    #expect(detail.contains { $0.contains("│ ── ") }, "\(stage.picture)")
  }

  private static let chart: @Sendable (MetricChartRequest) -> MetricChart = { request in
    let period = request.period ?? 3600
    let start = Shop.now.addingTimeInterval(-TimeInterval(request.span))
    let values = (0..<20).map {
      PeriodValue(start: start.addingTimeInterval(Double($0) * 3600), value: Double($0 * 10))
    }
    var chart = MetricChart(
      statistic: request.statistic ?? .average, period: period, range: start...Shop.now, filling: Shop.now,
      series: request.metrics.map { MetricChart.Series($0, values) })
    chart.alarms = [
      WatchedSpan(alarm: "orders_rejected", threshold: 150, stays: [.init(start...Shop.now, .alarm)])
    ]
    chart.runs = [.init(at: Shop.now.addingTimeInterval(-7200), status: .failed)]
    return chart
  }

  static func stored(threshold: Double) -> MetricAlarm {
    // The parts are right, so there is one.
    MetricAlarm(
      name: "orders_rejected",
      subject: .metric(
        MetricStatistic(key("RecordsRejected", "silver.orders").metric, .average, period: PeriodSeries(period: 3600)!)),
      period: PeriodSeries(period: 3600)!,
      condition: AlarmCondition(.greaterThan, threshold, evaluationPeriods: 3, datapointsToAlarm: 2))
  }

  private static func page(_ request: AlarmPageRequest) -> AlarmPage {
    let range = Shop.now.addingTimeInterval(-86_400)...Shop.now
    let definition = request.trial ?? stored(threshold: 100)
    var page = AlarmPage(name: definition.name, definition: .metric(definition), range: range)
    let limit = definition.condition.threshold
    page.points = (0..<24).map { hour in
      AlarmDatapoint(
        start: range.lowerBound.addingTimeInterval(Double(hour) * 3600), value: Double(hour % 6) * 40,
        limits: limit...limit, samples: 1)
    }
    page.dots = (0..<5).map { slot in
      AlarmPage.Dot(
        start: range.lowerBound, value: slot == 2 ? nil : Double(slot) * 40, isBreaching: Double(slot) * 40 > limit)
    }
    // As many as there are breaches, so that the count shows the threshold.
    page.tried = page.points.filter { $0.value > limit }.map {
      StateChangeSummary(at: $0.start, from: .ok, to: .alarm, reason: "above")
    }
    page.text = "Threshold: \(MetricNumber.text(limit))\n"
    if request.name != nil {
      page.stored = .metric(stored(threshold: 100))
      page.storedChanges = [StateChangeSummary(at: Shop.now, from: .ok, to: .alarm, reason: "above")]
      page.path = "alarms/orders_rejected.yml"
      page.status = AlarmStatus(name: page.name, state: .alarm, reason: "2 of 3 datapoints", since: Shop.now)
      page.history = [
        AlarmEvent(
          id: 1, alarm: page.name, at: Shop.now, kind: .action, summary: "tell on ALARM", details: [:],
          outcome: "failed: exit code 3")
      ]
    }
    return page
  }

  @Test("are listed with their newest values, the change and the alarm on them, by namespace, table or name")
  func listed() throws {
    let stage = try Stage(Self.world())
    stage.press("4")
    #expect(stage.shows("Metrics · 4 by namespace") && stage.shows("silver.orders") && stage.shows("ALARM"))
    #expect(stage.shows("+7") && stage.shows("+40"))
    stage.press("b")
    #expect(stage.shows("4 by table"))
    stage.press("/", "t", "a", "b", "l", "e", ":", "s", "a", "l", "e", "s", "enter")
    #expect(stage.shows("1 match") && stage.shows("silver.sales") && !stage.shows("RecordsRead"))
  }

  @Test("Enter opens the chosen one with its brothers, or those that are marked")
  func opens() throws {
    let stage = try Stage(Self.world())
    stage.press("4", "j", "j", "enter")
    let first = try #require(stage.fake.read(\.askedCharts).last)
    #expect(
      first.metrics == [Self.key("RecordsRejected", "silver.orders"), Self.key("RecordsRejected", "silver.sales")])
    stage.press("esc", "g", "space", "space", "enter")
    let second = try #require(stage.fake.read(\.askedCharts).last)
    #expect(
      second.metrics == [
        Self.key("ExecutionTime", "", namespace: "AWS/States"), Self.key("RecordsRead", "silver.orders"),
      ])
  }

  @Test("a chart takes another statistic, period and span by keys, and shows alarms, thresholds and runs")
  func chart() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("4", "j", "j", "enter")
    #expect(stage.shows("orders_rejected") && stage.shows("runs") && stage.shows(" 150 "))
    stage.press("t", "p", "-", "[", "B")
    let asked = try #require(stage.fake.read(\.askedCharts).last)
    #expect(asked.statistic == .sum)
    #expect(asked.span == 7 * 86_400)
    #expect(asked.until == Shop.now.addingTimeInterval(-Double(asked.span) / 2))
    #expect(asked.bandWidth == 2)
    #expect(stage.shows("Sum per"))
  }

  @Test("a makes an alarm of what is shown; its threshold moves under the hand, and w shows the YAML before it writes")
  func newAlarm() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("4", "j", "j", "enter", "a")
    #expect(stage.shows("records_rejected_silver_orders") && stage.shows("not written yet"))
    #expect(stage.shows("0 transitions"))
    stage.press("pgdn")
    #expect(stage.shows("4 transitions, 4 alarms"))
    stage.press("w")
    #expect(stage.shows("Write alarms/records_rejected_silver_orders.yml?"))
    #expect(stage.fake.read(\.said).isEmpty)
    stage.press("right", "enter")
    #expect(stage.fake.read(\.said) == ["write records_rejected_silver_orders"])
  }

  @Test("a new alarm takes another name, and no name that is no file's")
  func named() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("4", "enter", "a", "N")
    stage.press("ctrl-u", "a", "/", "b", "enter")
    #expect(stage.shows("letters, digits"))
    stage.press("ctrl-u", "m", "i", "n", "e", "enter")
    #expect(stage.shows("new: mine") || stage.shows("mine ·"))
  }

  @Test("an alarm's page shows its dots, what it did, and how often another threshold would have gone on")
  func alarmPage() throws {
    let stage = try Stage(Self.alarmWorld(), size: Size(width: 120, height: 36))
    stage.press("5", "enter")
    #expect(stage.shows("2 of 3 periods") || stage.shows("2 of 3 make an alarm"))
    #expect(stage.shows("tell on ALARM: failed: exit code 3"))
    #expect(stage.shows("12 transitions, 12 alarms in 1 d as shown") && stage.shows("happened"))
    stage.press("pgup", "pgup", "pgup")
    #expect(stage.shows("another definition is tried") && stage.shows("1 transition, 1 alarm as stored"))
    #expect(stage.shows("As it would be written to alarms/orders_rejected.yml"))
    stage.press("u")
    #expect(stage.shows("History"))
    stage.press("w")
    #expect(stage.fake.read(\.said).isEmpty)
  }

  private static func alarmWorld() -> FakeOperations.World {
    var world = world()
    world.alarms = [AlarmStatus(name: "orders_rejected", state: .alarm, reason: "2 of 3", since: Shop.now)]
    return world
  }

  @Test("an alarm over alarms shows its rule as a tree, and has no threshold to move")
  func composite() throws {
    var world = Self.alarmWorld()
    let rule = try CompositeRule("ALARM(a) OR (ALARM(b) AND NOT OK(c))")
    world.alarmPage = { _ in
      let composite = CompositeAlarm(name: "orders_rejected", rule: rule)
      var page = AlarmPage(
        name: "orders_rejected", definition: .composite(composite),
        range: Shop.now.addingTimeInterval(-86_400)...Shop.now)
      page.stored = .composite(composite)
      page.tree = rule.tree(["a": .alarm, "c": .ok])
      return page
    }
    let stage = try Stage(world, size: Size(width: 120, height: 36))
    stage.press("5", "enter", "k")
    #expect(stage.shows("● ANY OF") && stage.shows("  ● a is in ALARM   now ALARM"))
    #expect(stage.shows("  ○ ALL OF") && stage.shows("      ○ b is in ALARM") == false)
    #expect(stage.shows("    ○ b is in ALARM   now INSUFFICIENT_DATA"))
  }
}
