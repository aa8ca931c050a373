import Metrics
import Project
import Testing

@Suite("An alarm's definition") struct AlarmReaderTests {
  private static let yaml = """
    AlarmName: late
    Namespace: Lakehouse/Metrics
    MetricName: FreshnessMinutes
    Dimensions: [{Name: Table, Value: gold.sales_daily}]
    Statistic: Maximum
    Period: 300
    EvaluationPeriods: 3
    DatapointsToAlarm: 2
    Threshold: 60.5
    ComparisonOperator: GreaterThanThreshold
    TreatMissingData: breaching
    AlarmActions: [notify]
    """

  private func read(_ text: String) -> (alarm: MetricAlarm?, problems: [Problem]) {
    AlarmReader(path: "alarms/late.yml", needsMetric: true).read(text, name: "late")
  }

  @Test("reads CloudWatch's fields from YAML")
  func yaml() throws {
    let alarm = try #require(read(Self.yaml).alarm)
    #expect(alarm.metric.dimensions == [MetricDimension("Table", "gold.sales_daily")])
    #expect(alarm.condition.datapointsToAlarm == 2 && alarm.condition.threshold == 60.5)
    #expect(alarm.condition.missingData == .breaching)
    #expect(alarm.actions.actions(on: .alarm) == ["notify"])
    #expect(alarm.actions.actions(on: .ok) == [])
  }

  @Test("reads the same from the JSON that describe-alarms answers")
  func json() throws {
    let text = """
      {"AlarmName": "p", "AlarmArn": "arn:aws:cloudwatch:eu-west-1:1:alarm:p", "Namespace": "N", "MetricName": "M",
       "ExtendedStatistic": "p99.9", "Period": 60, "EvaluationPeriods": 1, "Threshold": 1e3, "StateValue": "OK",
       "ComparisonOperator": "LessThanOrEqualToThreshold", "EvaluateLowSampleCountPercentile": "ignore"}
      """
    let alarm = try #require(read(text).alarm)
    #expect(alarm.statistic == .percentile(99.9) && alarm.lowSamples == .ignore)
    #expect(alarm.condition.missingData == .missing && alarm.condition.datapointsToAlarm == 1)
  }

  @Test(
    "what is wrong is named at its place",
    arguments: [
      ("Period: 300", "Period: 45", "6:9: error: Period must be 10, 20, 30 or a multiple of 60 seconds, not 45"),
      (
        "DatapointsToAlarm: 2", "DatapointsToAlarm: 4", "8:20: error: DatapointsToAlarm is at most EvaluationPeriods, 3"
      ),
      ("EvaluationPeriods: 3", "EvaluationPeriods: 9999", "7:20: error: Period times EvaluationPeriods is at most"),
      ("Statistic: Maximum", "Statistic: p99", "5:12: error: Statistic cannot be 'p99'"),
      ("Statistic: Maximum", "Comment: x", "unknown key 'Comment' in the alarm"),
      ("Threshold: 60.5", "Threshold: .nan", "9:12: error: Threshold must be a number"),
      ("Threshold: 60.5\\n", "", "the alarm needs Threshold"),
      ("MetricName: FreshnessMinutes\\n", "", "the alarm needs MetricName"),
      ("GreaterThanThreshold", "GreaterThan", "ComparisonOperator cannot be 'GreaterThan'"),
      ("breaching", "braeching", "did you mean breaching"),
    ])
  func problems(old: String, new: String, message: String) {
    let text = Self.yaml.replacing(old.replacing("\\n", with: "\n"), with: new)
    let result = read(text)
    #expect(result.alarm == nil)
    #expect(result.problems.contains { $0.description.contains(message) }, "\(result.problems)")
  }
}
