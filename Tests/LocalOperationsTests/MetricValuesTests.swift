import Clocks
import Foundation
import Metrics
import Operations
import PipelineSupport
import TestSupport
import Testing

@testable import LocalOperations

@Suite("Metrics and alarms, asked and changed through Operations")
struct MetricValuesTests {
  private static let alarm = """
    AlarmName: few
    Namespace: Custom
    MetricName: Orders
    Statistic: Sum
    Period: 60
    EvaluationPeriods: 1
    Threshold: 10
    ComparisonOperator: LessThanThreshold
    """
  private let pipeline: Pipeline

  init() throws {
    pipeline = try Pipeline([
      "project.yml": "name: little\nsources:\n  orders: {path: incoming/*.csv, format: csv}\n",
      "alarms/few.yml": Self.alarm,
    ])
  }

  private func operations(minutes: Double = 0, _ purpose: LocalEnvironment.Purpose = .working) throws -> LocalOperations
  {
    try pipeline.operations(at: pipeline.now.addingTimeInterval(minutes * 60), for: purpose)
  }

  private static let orders = MetricKey(
    MetricName(namespace: "Custom", name: "Orders", dimensions: [MetricDimension("Shop", "north")]), .count)
  private static let always: Range<Date> = .distantPast..<Date.distantFuture

  @Test("what was put is found by name, namespace and dimension, and by no other")
  func choice() throws {
    try operations().put(Sample(at: pipeline.now, value: 4), of: Self.orders)
    let metering = try operations(.looking)
    let found: [MetricChoice] = [
      .init(), .init(name: "Orders"), .init(namespace: "Custom"), .init(dimensions: Self.orders.metric.dimensions),
    ]
    for choice in found { #expect(try metering.metrics(of: choice, asOf: nil) == [Self.orders], "\(choice)") }
    let others: [MetricChoice] = [
      .init(name: "orders"), .init(namespace: "Other"), .init(dimensions: [MetricDimension("Shop", "south")]),
    ]
    for choice in others { #expect(try metering.metrics(of: choice, asOf: nil).isEmpty, "\(choice)") }
  }

  @Test(
    "a period's value is made of the samples in it, single ones and sets, and of none later than the moment asked for")
  func values() throws {
    let day = try #require(PeriodSeries(period: 86_400))
    let start = day.start(of: pipeline.now)
    let operations = try operations(minutes: 3000)
    try operations.put(Sample(at: start.addingTimeInterval(60), value: 4), of: Self.orders)
    let set = try #require(StatisticSet(sampleCount: 3, sum: 30, minimum: 5, maximum: 20))
    try operations.put(Sample(at: start.addingTimeInterval(120), set: set), of: Self.orders)
    func sum(_ statistic: Statistic = .sum, asOf: Date? = nil) throws -> [Double] {
      try operations.metricValues(
        of: Self.orders, statistic, day, over: start..<start.addingTimeInterval(86_400), asOf: asOf
      ).map(\.value)
    }
    #expect(try sum() == [34])
    #expect(try sum(.maximum) == [20])
    #expect(try sum(asOf: start.addingTimeInterval(90)) == [4])
    #expect(try operations.metricSamples(of: Self.orders, over: Self.always, limit: 1, asOf: nil).map(\.set) == [set])
    let unknown = MetricKey(Self.orders.metric, .seconds)
    #expect(try operations.metricSamples(of: unknown, over: Self.always, limit: 9, asOf: nil).isEmpty)
  }

  @Test("an alarm is tried over what was measured, whatever state it was in before, and nothing is written")
  func backtest() throws {
    let operations = try operations(minutes: 10)
    let start = PeriodSeries(period: 60)?.start(of: pipeline.now) ?? pipeline.now
    try operations.put(
      Sample(at: start, value: 12), of: MetricKey(MetricName(namespace: "Custom", name: "Orders"), .none))
    try operations.put(
      Sample(at: start.addingTimeInterval(60), value: 3),
      of: MetricKey(MetricName(namespace: "Custom", name: "Orders"), .none))
    guard case .metric(let alarm) = try operations.alarmDefinition("few") else {
      Issue.record("few is over a metric")
      return
    }
    let test = AlarmTest(over: start.addingTimeInterval(60)...start.addingTimeInterval(120), from: .ok)
    #expect(try operations.backtest(alarm, test, asOf: nil).transitions.map(\.to) == [.alarm])
    #expect(try operations.backtest(alarm, test, asOf: start.addingTimeInterval(61)).transitions.isEmpty)
    #expect(try operations.alarmHistory(of: nil, limit: 9, asOf: nil).isEmpty)
  }

  @Test("what is done to an alarm is in its history from then on, and one that is off cannot be acknowledged")
  func changes() throws {
    let operations = try operations(minutes: 10)
    #expect(throws: OperationsError.self) { try operations.change(alarm: "few", .acknowledge) }
    #expect(throws: OperationsError.notFound("there is no alarm fwe; there are few")) {
      try operations.change(alarm: "fwe", .disable)
    }
    try operations.change(alarm: "few", .disable)
    #expect(try operations.alarms(asOf: nil).map(\.isEnabled) == [false])
    let history = try operations.alarmHistory(of: "few", limit: 9, asOf: nil)
    #expect(history.map(\.kind) == [.configurationUpdate])
    #expect(try operations.alarmHistory(of: "few", limit: 9, asOf: pipeline.now).isEmpty)
    #expect(try operations.alarmHistory(of: "few", limit: 0, asOf: nil).isEmpty)
  }

  @Test("an evaluation writes down what changed, once")
  func evaluates() throws {
    let operations = try operations(minutes: 5)
    let start = PeriodSeries(period: 60)?.start(of: pipeline.now.addingTimeInterval(180)) ?? pipeline.now
    try operations.put(
      Sample(at: start, value: 3), of: MetricKey(MetricName(namespace: "Custom", name: "Orders"), .none))
    try operations.evaluateAlarms()
    try operations.evaluateAlarms()
    let history = try operations.alarmHistory(of: "few", limit: 9, asOf: nil)
    #expect(history.count { $0.kind == .stateUpdate } == 1, "\(history.map(\.summary))")
  }
}
