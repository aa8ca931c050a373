import Metrics
import Words
import YAML

/// Reads an alarm: the fields of CloudWatch's `PutMetricAlarm`, as YAML or as JSON, which is YAML too. What
/// `describe-alarms` adds to them is passed over.
package struct AlarmReader {
  /// Whether the alarm must name its metric; false where the datapoints are given beside it.
  let needsMetric: Bool
  private let path: String
  private let log = ProblemLog()

  package init(path: String, needsMetric: Bool) {
    (self.path, self.needsMetric) = (path, needsMetric)
  }

  private static let keys = [
    "AlarmName", "AlarmDescription", "ActionsEnabled", "OKActions", "AlarmActions", "InsufficientDataActions",
    "MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Dimensions", "Period", "Unit", "EvaluationPeriods",
    "DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData", "EvaluateLowSampleCountPercentile",
    "Metrics", "ThresholdMetricId", "Tags",
  ]
  private static let answered = [
    "AlarmArn", "AlarmConfigurationUpdatedTimestamp", "StateValue", "StateReason", "StateReasonData",
    "StateUpdatedTimestamp", "StateTransitionedTimestamp", "EvaluationState",
  ]
  /// Seven days, the longest range CloudWatch looks over.
  private static let longest = 604_800

  /// The alarm, or what is wrong with it.
  ///
  /// - Parameter name: the alarm's name where the text has none.
  package func read(_ text: String, name: String) -> (alarm: MetricAlarm?, problems: [Problem]) {
    do throws(YAMLError) {
      guard let root = try YAMLNode.parse(text) else {
        log.error(path, .start, "the alarm is empty")
        return (nil, log.problems)
      }
      let alarm = alarm(root, name)
      return (log.hasErrors ? nil : alarm, log.problems)
    } catch {
      log.error(path, SourcePosition(line: error.line, column: error.column), error.message)
      return (nil, log.problems)
    }
  }

  private func alarm(_ root: YAMLNode, _ name: String) -> MetricAlarm? {
    guard let section = YAMLSection(root, "the alarm", keys: Self.keys + Self.answered, file: path, log: log) else {
      return nil
    }
    for key in ["Metrics", "ThresholdMetricId"] where section.value(key) != nil {
      section.error(section.position, "\(key): alarms on metric math and anomaly bands are not read yet")
    }
    let period = period(section)
    let condition = condition(section, period: period)
    let statistic = statistic(section)
    let metric = metric(section)
    let unit = section.choice("Unit", MetricUnit.self)
    let lowSamples = section.choice("EvaluateLowSampleCountPercentile", LowSampleTreatment.self)
    guard let period, let condition, let statistic, let metric else { return nil }
    return MetricAlarm(
      name: section.string("AlarmName") ?? name, description: section.string("AlarmDescription"), metric: metric,
      unit: unit, statistic: statistic, period: period, condition: condition, lowSamples: lowSamples ?? .evaluate,
      actions: AlarmActions(
        isEnabled: section.bool("ActionsEnabled") ?? true, onOK: section.strings("OKActions"),
        onAlarm: section.strings("AlarmActions"), onInsufficientData: section.strings("InsufficientDataActions")))
  }

  private func period(_ section: YAMLSection) -> PeriodSeries? {
    guard let seconds = needed("Period", section, { section.int($0, in: 1...Self.longest) }) else { return nil }
    guard [10, 20, 30].contains(seconds) || seconds.isMultiple(of: 60) else {
      section.error(
        position("Period", section), "Period must be 10, 20, 30 or a multiple of 60 seconds, not \(seconds)")
      return nil
    }
    return PeriodSeries(period: seconds)
  }

  private func condition(_ section: YAMLSection, period: PeriodSeries?) -> AlarmCondition? {
    let count = needed("EvaluationPeriods", section) { section.int($0, in: 1...Self.longest) }
    let comparison = needed("ComparisonOperator", section) { section.choice($0, ComparisonOperator.self) }
    let threshold = needed("Threshold", section, { number($0, section) })
    let toAlarm = section.int("DatapointsToAlarm", in: 1...Self.longest)
    let missing = section.choice("TreatMissingData", MissingDataTreatment.self)
    guard let count, let comparison, let threshold else { return nil }
    if let toAlarm, toAlarm > count {
      section.error(
        position("DatapointsToAlarm", section),
        "DatapointsToAlarm is at most EvaluationPeriods, \(count), not \(toAlarm)")
    }
    if let period, count > Self.longest / period.period {
      section.error(
        position("EvaluationPeriods", section),
        "Period times EvaluationPeriods is at most \(Self.longest) seconds, seven days")
    }
    return AlarmCondition(
      comparison, threshold, evaluationPeriods: count, datapointsToAlarm: toAlarm, missingData: missing ?? .missing)
  }

  private func statistic(_ section: YAMLSection) -> Statistic? {
    let plain = section.string("Statistic")
    let extended = section.string("ExtendedStatistic")
    guard let text = plain ?? extended, plain == nil || extended == nil else {
      section.error(section.position, "the alarm needs one of Statistic and ExtendedStatistic")
      return nil
    }
    let statistic = Statistic(text)
    let isPlain = ["SampleCount", "Sum", "Average", "Minimum", "Maximum"].contains(text)
    guard let statistic, isPlain == (plain != nil) else {
      let key = plain == nil ? "ExtendedStatistic" : "Statistic"
      let meant = plain == nil ? "p95, TM(10%:90%) and the like" : "SampleCount, Sum, Average, Minimum or Maximum"
      section.error(position(key, section), "\(key) cannot be '\(text)': it is \(meant)")
      return nil
    }
    return statistic
  }

  private func metric(_ section: YAMLSection) -> MetricName? {
    let dimensions = dimensions(section)
    let namespace = needsMetric ? section.required("Namespace") : section.string("Namespace") ?? ""
    let name = needsMetric ? section.required("MetricName") : section.string("MetricName") ?? ""
    guard let namespace, let name else { return nil }
    return MetricName(namespace: namespace, name: name, dimensions: dimensions)
  }

  private func dimensions(_ section: YAMLSection) -> [MetricDimension] {
    guard let node = section.value("Dimensions") else { return [] }
    guard let items = node.items else {
      section.error(node.position, "Dimensions must be a list of Name and Value, not \(node.kind)")
      return []
    }
    if items.count > 30 { section.error(node.position, "a metric has at most 30 dimensions, not \(items.count)") }
    return items.compactMap { item in
      guard let entry = YAMLSection(item, "the dimension", keys: ["Name", "Value"], file: path, log: log),
        let name = entry.required("Name"), let value = entry.required("Value")
      else { return nil }
      return MetricDimension(name, value)
    }
  }

  private func number(_ key: String, _ section: YAMLSection) -> Double? {
    guard let node = section.value(key) else { return nil }
    guard let number = node.double, number.isFinite else {
      section.error(node.position, "\(key) must be a number, not \(node.text ?? node.kind)")
      return nil
    }
    return number
  }

  private func needed<Value>(_ key: String, _ section: YAMLSection, _ read: (String) -> Value?) -> Value? {
    if section.value(key) == nil { section.error(section.position, "the alarm needs \(key)") }
    return read(key)
  }

  private func position(_ key: String, _ section: YAMLSection) -> SourcePosition {
    section.node(key)?.position ?? section.position
  }
}
