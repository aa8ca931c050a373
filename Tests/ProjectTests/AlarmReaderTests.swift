import Metrics
import Project
import Testing
import Words

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
    let (alarm, problems) = AlarmReader(path: "alarms/late.yml", needsMetric: true).read(text, name: "late")
    guard case .metric(let metric)? = alarm else { return (nil, problems) }
    return (metric, problems)
  }

  private func metric(_ alarm: MetricAlarm) throws -> MetricStatistic {
    try #require(alarm.subject.metrics.first).metric
  }

  @Test("reads CloudWatch's fields from YAML")
  func yaml() throws {
    let alarm = try #require(read(Self.yaml).alarm)
    #expect(try metric(alarm).metric.dimensions == [MetricDimension("Table", "gold.sales_daily")])
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
    #expect(try metric(alarm).statistic == .percentile(99.9) && alarm.lowSamples == .ignore)
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
      ("Value: gold.sales_daily}", "Value: ''}", "Value has 1 to 1024 characters"),
      ("Value: gold.sales_daily}", "Value: a}, {Name: Table, Value: b}", "the dimension Table stands twice"),
      ("Lakehouse/Metrics", "':own'", "2:12: error: Namespace must not begin with a colon"),
      ("[notify]", "[a, b, c, d, e, f]", "AlarmActions has at most 5 actions, not 6"),
      ("AlarmName: late", "ThresholdMetricId: m", "there are no Metrics"),
      ("GreaterThanThreshold", "GreaterThanUpperThreshold", "does not go with a band"),
      ("AlarmName: late", "AlarmName: ''", "AlarmName has 1 to 255 characters"),
    ])
  func problems(old: String, new: String, message: String) {
    let text = Self.yaml.replacing(old.replacing("\\n", with: "\n"), with: new)
    let result = read(text)
    #expect(result.alarm == nil)
    #expect(result.problems.contains { $0.description.contains(message) }, "\(result.problems)")
  }

  private static let math = """
    Metrics:
      - Id: errors
        MetricStat: {Metric: {Namespace: N, MetricName: E}, Period: 60, Stat: Sum}
        ReturnData: false
      - Id: total
        MetricStat: {Metric: {Namespace: N, MetricName: T}, Period: 60, Stat: Sum}
        ReturnData: false
      - Id: rate
        Expression: 100 * errors / total
    EvaluationPeriods: 1
    Threshold: 5
    ComparisonOperator: GreaterThanThreshold
    """

  @Test("reads metric math, of which one query is judged")
  func metricMath() throws {
    let alarm = try #require(read(Self.math).alarm)
    guard case .math(let math) = alarm.subject else {
      Issue.record("it is no math")
      return
    }
    #expect(math.judged == "rate" && math.band == nil && alarm.period.period == 60)
    #expect(alarm.subject.metrics.map(\.id) == ["errors", "total"])
  }

  @Test(
    "what is wrong in metric math is named at its place",
    arguments: [
      ("errors / total", "errors / totals", "9:32: error: Expression: there is no query with the id totals"),
      ("errors / total", "errors +", "9:31: error: Expression: a number, an id or a function is expected"),
      ("errors / total", "METRICS()", "rate must give one series"),
      ("Id: rate", "Id: errors", "8:9: error: the Id errors stands twice"),
      ("Id: rate", "Id: Rate", "must begin with a small letter"),
      ("Id: rate", "Id: rate\n    MetricStat: {Period: 60, Stat: Sum}", "one of MetricStat and Expression"),
      ("Id: rate", "Id: rate\n    Period: 300", "all queries of an alarm have one Period: 60, not 300"),
      ("ReturnData: false", "ReturnData: true", "one query is judged: 3 have ReturnData true"),
      ("Stat: Sum", "Stat: Total", "3:75: error: Stat cannot be 'Total'"),
      ("EvaluationPeriods", "Statistic: Sum\nEvaluationPeriods", "Statistic does not go with Metrics"),
      ("Threshold: 5", "ThresholdMetricId: rate", "takes a Threshold; a band goes with"),
      ("Metric: {Namespace: N, MetricName: T}, ", "", "needs Metric"),
    ])
  func mathProblems(old: String, new: String, message: String) {
    let result = read(Self.math.replacing(old, with: new.replacing("\\n", with: "\n")))
    #expect(result.alarm == nil)
    #expect(result.problems.contains { $0.description.contains(message) }, "\(result.problems)")
  }

  @Test("a band of expected values takes the place of the threshold")
  func band() throws {
    let text = """
      {"AlarmName": "drift", "Metrics": [
        {"Id": "m1", "MetricStat": {"Metric": {"Namespace": "N", "MetricName": "M"}, "Period": 3600, "Stat": "Sum"}},
        {"Id": "ad1", "Expression": "ANOMALY_DETECTION_BAND(m1, 2)"}],
       "ThresholdMetricId": "ad1", "ComparisonOperator": "LessThanLowerOrGreaterThanUpperThreshold",
       "EvaluationPeriods": 1}
      """
    let alarm = try #require(read(text).alarm)
    guard case .math(let math) = alarm.subject else {
      Issue.record("it is no math")
      return
    }
    #expect(math.judged == "m1" && math.band == "ad1")
    let problems = read(text.replacing("ANOMALY_DETECTION_BAND(m1, 2)", with: "m1 * 2")).problems
    #expect(problems.contains { $0.message.contains("must name a query that is ANOMALY_DETECTION_BAND") })
  }

  @Test("reads a composite alarm with its suppressor")
  func composite() throws {
    let text = """
      AlarmName: shop
      AlarmRule: ALARM("late") OR NOT OK(errors)
      ActionsSuppressor: maintenance
      ActionsSuppressorWaitPeriod: 60
      ActionsSuppressorExtensionPeriod: 120
      AlarmActions: [notify]
      """
    let read = AlarmReader(path: "alarms/shop.yml", needsMetric: true).read(text, name: "shop")
    guard case .composite(let alarm)? = read.alarm else {
      Issue.record("\(read.problems)")
      return
    }
    #expect(alarm.alarms == ["late", "errors", "maintenance"])
    #expect(alarm.suppressor == ActionsSuppressor(alarm: "maintenance", waitPeriod: 60, extensionPeriod: 120))
  }

  @Test(
    "what is wrong in a composite alarm is named at its place",
    arguments: [
      ("AlarmRule: ALARM(late", "1:22: error: AlarmRule: ')' is expected after the name"),
      ("AlarmRule: ALARM(own)\nAlarmName: own", "the alarm own depends on itself"),
      ("AlarmRule: ALARM(a)\nActionsSuppressor: b", "the alarm needs ActionsSuppressorWaitPeriod"),
      ("AlarmRule: ALARM(a)\nActionsSuppressorWaitPeriod: 5", "needs ActionsSuppressor"),
      ("AlarmRule: ALARM(a)\nPeriod: 5", "unknown key 'Period'"),
    ])
  func compositeProblems(text: String, message: String) {
    let read = AlarmReader(path: "alarms/own.yml", needsMetric: true)
      .read(text.replacing("\\n", with: "\n"), name: "own")
    #expect(read.alarm == nil)
    #expect(read.problems.contains { $0.description.contains(message) }, "\(read.problems)")
  }
}
