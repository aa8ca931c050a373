import Metrics
import Testing
import Words

@testable import Project

@Suite("Alarms that are written")
struct AlarmWriterTests {
  private static func alarm(_ statistic: Statistic = .sum, unit: MetricUnit? = nil, value: String = "silver.orders")
    throws -> MetricAlarm
  {
    let period = try #require(PeriodSeries(period: 300))
    let metric = MetricName(
      namespace: "Lakehouse/Metrics", name: "RecordsRejected",
      dimensions: [MetricDimension("Table", value), MetricDimension("Environment", "no")])
    return MetricAlarm(
      name: "late", description: "a: \"b\" # \\ 'c'\u{7}",
      subject: .metric(MetricStatistic(metric, unit: unit, statistic, period: period)), period: period,
      condition: AlarmCondition(
        .lessThanOrEqual, 0.25, evaluationPeriods: 5, datapointsToAlarm: 2, missingData: .breaching),
      actions: AlarmActions(onOK: ["tell"], onAlarm: ["tell", "page me"]))
  }

  private static func read(_ text: String) -> (AlarmDefinition?, [Problem]) {
    AlarmReader(path: "late.yml", needsMetric: true).read(text, name: "late")
  }

  @Test(
    "are read as what they were, whatever stands in their names",
    arguments: [
      ("silver.orders", Statistic.sum), ("12", .percentile(99.9)), ("true", .trimmedMean(.percent(10, 90))),
      ("{environment}: #x", .maximum), ("ünï, \"q\"", .sampleCount),
    ])
  func roundTrip(value: String, statistic: Statistic) throws {
    let alarm = try Self.alarm(statistic, unit: .count, value: value)
    let text = try #require(AlarmWriter.text(alarm))
    let (read, problems) = Self.read(text)
    #expect(problems.isEmpty, "\(problems) in \(text)")
    #expect(read == .metric(alarm))
  }

  @Test("with a band are written as queries")
  func band() throws {
    let period = try #require(PeriodSeries(period: 86_400))
    let alarm = try #require(
      MetricAlarm.band(
        name: "late", MetricName(namespace: "Custom", name: "lag"), unit: nil, .average, period: period, width: 2.5))
    #expect(Self.read(try #require(AlarmWriter.text(alarm))).0 == .metric(alarm))
  }

  @Test("keep all of an edited file but the numbers that changed")
  func edited() throws {
    let text = """
      # Told by the shop.
      Namespace: Custom
      MetricName: lag
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 10  # seconds
      ComparisonOperator: GreaterThanThreshold

      """
    guard case .metric(let stored)? = Self.read(text).0 else {
      Issue.record("not read")
      return
    }
    let trial = stored.edited(threshold: 12.5, evaluationPeriods: 3, datapointsToAlarm: 2)
    let written = try #require(AlarmWriter.text(text, edited: trial, from: stored))
    #expect(
      written.hasPrefix("# Told by the shop.\nNamespace: Custom") && written.contains("Threshold: 12.5 # seconds"))
    #expect(Self.read(written).0 == .metric(trial))
    #expect(
      AlarmWriter.text(text.replacing("Threshold: 10", with: "\"Threshold\": 10"), edited: trial, from: stored) == nil)
  }
}
