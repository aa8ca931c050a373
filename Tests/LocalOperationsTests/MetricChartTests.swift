import Clocks
import Foundation
import Metrics
import Operations
import PipelineSupport
import Project
import TestSupport
import Testing

@testable import LocalOperations

@Suite("Metrics and alarms as the screens get them")
struct MetricChartTests {
  private static let project = """
    name: shop
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    """
  private static let alarm = """
    Namespace: Custom
    MetricName: lag
    Statistic: Maximum
    Period: 60
    EvaluationPeriods: 1
    Threshold: 50
    ComparisonOperator: GreaterThanThreshold
    TreatMissingData: ignore

    """
  private let pipeline: Pipeline
  private let operations: LocalOperations
  private let key = MetricKey(MetricName(namespace: "Custom", name: "lag"), .seconds)
  private let now = "2026-11-08T06:10:30Z"

  /// Ten minutes of values, 0 to 90, the last of them in the minute that is still filling.
  init() throws {
    pipeline = try Pipeline(["project.yml": Self.project, "alarms/late.yml": Self.alarm], startingAt: now)
    operations = try pipeline.operations()
    for minute in 0..<10 {
      let at = pipeline.now.addingTimeInterval(-60 * Double(9 - minute))
      try operations.journal.put([Datapoint(key.metric, unit: .seconds, value: Double(minute * 10), at: at)])
    }
  }

  @Test("a metric has its newest value, the change, and the alarms on it")
  func summary() throws {
    let metric = try #require(try operations.metrics().first)
    #expect(metric.newest == 90 && metric.change == 10 && metric.recent.count == 10)
    #expect(metric.alarms == ["late"] && metric.alarmState == .alarm)
  }

  @Test("a chart takes statistic and period of the alarm on it, where nobody says others")
  func chart() throws {
    var request = MetricChartRequest([key], span: 3600)
    let chart = try operations.metricChart(request)
    #expect(chart.statistic == .maximum && chart.period == 60)
    #expect(chart.series[0].values.map(\.value) == (0..<10).map { Double($0 * 10) })
    #expect(chart.alarms.map(\.threshold) == [50])
    request.statistic = .sum
    request.period = 300
    let other = try operations.metricChart(request)
    #expect(other.series[0].values.map(\.value).reduce(0, +) == 450)
    #expect(other.alarms.map(\.threshold) == [nil])
  }

  @Test("a trial says what another threshold would have done, beside the stored one, and writes nothing")
  func trial() throws {
    let page = try operations.alarmPage(AlarmPageRequest(name: "late", span: 3600))
    #expect(page.tried.map(\.to) == [.ok, .alarm] && page.tried == page.storedChanges)
    #expect(page.points.count == 9)
    guard case .metric(let stored)? = page.stored else {
      Issue.record("no alarm on a metric")
      return
    }
    let trial = stored.edited(threshold: 85)
    let tried = try operations.alarmPage(AlarmPageRequest(name: "late", trial: trial, span: 3600))
    #expect(tried.tried.map(\.to) == [.ok] && tried.storedChanges == page.tried)
    #expect(tried.text?.contains("Threshold: 85\n") == true)
    #expect(try String(contentsOfFile: pipeline.folder.path + "/alarms/late.yml", encoding: .utf8) == Self.alarm)
  }

  @Test(
    "an edited alarm is written to its file and counts at once; a new one gets a file of its own, and none is replaced")
  func written() throws {
    let page = try operations.alarmPage(AlarmPageRequest(name: "late"))
    guard case .metric(let stored)? = page.stored else {
      Issue.record("no alarm on a metric")
      return
    }
    let edited = stored.edited(threshold: 1000)
    #expect(try operations.writeAlarm(AlarmPageRequest(name: "late", trial: edited)) == "alarms/late.yml")
    #expect(try operations.alarms(asOf: nil).map(\.state) == [.ok])
    let new = AlarmPageRequest(trial: edited.named("mine"))
    #expect(try operations.writeAlarm(new) == "alarms/mine.yml")
    #expect(try operations.alarms(asOf: nil).map(\.name) == ["late", "mine"])
    #expect(throws: OperationsError.self) { try operations.writeAlarm(new) }
    #expect(throws: OperationsError.self) { try operations.writeAlarm(AlarmPageRequest(trial: edited.named("../x"))) }
  }

  @Test("what would make the project's alarms invalid is not left behind")
  func invalid() throws {
    let page = try operations.alarmPage(AlarmPageRequest(name: "late"))
    guard case .metric(let stored)? = page.stored else {
      Issue.record("no alarm on a metric")
      return
    }
    let broken = MetricAlarm(
      name: "broken", subject: stored.subject, period: stored.period, condition: stored.condition,
      actions: AlarmActions(onAlarm: ["nobody"]))
    #expect(throws: OperationsError.self) { try operations.writeAlarm(AlarmPageRequest(trial: broken)) }
    #expect(FileManager.default.fileExists(atPath: pipeline.folder.path + "/alarms/broken.yml") == false)
  }

  @Test("a band is what the days before let expect, and only where there are enough of them")
  func band() throws {
    for day in 1...20 {
      let at = pipeline.now.addingTimeInterval(-86_400 * Double(day))
      try operations.journal.put([Datapoint(key.metric, unit: .seconds, value: 100 + Double(day % 3), at: at)])
    }
    var request = MetricChartRequest([key], span: 10 * 86_400)
    (request.statistic, request.period, request.bandWidth) = (.average, 86_400, 3)
    let band = try operations.metricChart(request).band
    #expect(!band.isEmpty && band.allSatisfy { $0.limits.contains(101) && $0.limits.upperBound < 120 })
  }
}
