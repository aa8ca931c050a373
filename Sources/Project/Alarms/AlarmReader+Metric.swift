import Metrics
import Words
import YAML

extension AlarmReader {
  static let plainKeys = ["MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Dimensions", "Period", "Unit"]
  static let metricKeys =
    plainKeys + [
      "EvaluationPeriods", "DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData",
      "EvaluateLowSampleCountPercentile", "Metrics", "ThresholdMetricId",
    ]
  static let periodWords = "10, 20, 30 or a multiple of 60 seconds"

  func metric(_ section: YAMLSection, _ name: String) -> MetricAlarm? {
    let comparison = needed("ComparisonOperator", section) { section.choice($0, ComparisonOperator.self) }
    let (subject, period) = section.value("Metrics") == nil ? plain(section) : math(section, comparison)
    let condition = condition(section, comparison, period: period)
    let lowSamples = section.choice("EvaluateLowSampleCountPercentile", LowSampleTreatment.self)
    let (alarmName, description, actions) = (self.name(section, name), description(section), actions(section))
    guard let period, let condition, let subject else { return nil }
    return MetricAlarm(
      name: alarmName, description: description, subject: subject, period: period, condition: condition,
      lowSamples: lowSamples ?? .evaluate, actions: actions)
  }

  private func plain(_ section: YAMLSection) -> (AlarmSubject?, PeriodSeries?) {
    for key in ["ThresholdMetricId"] where section.value(key) != nil {
      section.error(position(key, section), "\(key) names a query of Metrics, and there are no Metrics")
    }
    let period = period("Period", section)
    let statistic = statistic(section)
    let metric = metricName(section)
    let unit = section.choice("Unit", MetricUnit.self)
    guard let period, let statistic, let metric else { return (nil, period) }
    return (.metric(MetricStatistic(metric, unit: unit, statistic, period: period)), period)
  }

  func period(_ key: String, _ section: YAMLSection) -> PeriodSeries? {
    guard let seconds = needed(key, section, { section.int($0, in: 1...Self.longest) }) else { return nil }
    guard [10, 20, 30].contains(seconds) || seconds.isMultiple(of: 60) else {
      section.error(position(key, section), "\(key) must be \(Self.periodWords), not \(seconds)")
      return nil
    }
    return PeriodSeries(period: seconds)
  }

  private func condition(
    _ section: YAMLSection, _ comparison: ComparisonOperator?, period: PeriodSeries?
  ) -> AlarmCondition? {
    let count = needed("EvaluationPeriods", section) { section.int($0, in: 1...Self.longest) }
    let threshold = threshold(section, comparison)
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

  /// A band takes the place of the threshold.
  private func threshold(_ section: YAMLSection, _ comparison: ComparisonOperator?) -> Double? {
    guard section.value("ThresholdMetricId") == nil, comparison?.takesBand != true else {
      if section.value("Threshold") != nil {
        section.error(position("Threshold", section), "Threshold does not go with a band; leave one of them out")
      }
      return 0
    }
    return needed("Threshold", section) { number($0, section) }
  }

  private func statistic(_ section: YAMLSection) -> Statistic? {
    let plain = section.string("Statistic")
    let extended = section.string("ExtendedStatistic")
    // Datapoints that are given, one for each period, are what they are.
    if !needsMetric, plain == nil, extended == nil { return .average }
    guard let text = plain ?? extended, plain == nil || extended == nil else {
      section.error(section.position, "the alarm needs one of Statistic and ExtendedStatistic")
      return nil
    }
    let statistic = Statistic(text)
    guard let statistic, !statistic.needsSamples == (plain != nil) else {
      let key = plain == nil ? "ExtendedStatistic" : "Statistic"
      let meant = plain == nil ? "p95, TM(10%:90%) and the like" : "SampleCount, Sum, Average, Minimum or Maximum"
      section.error(position(key, section), "\(key) cannot be '\(text)': it is \(meant)")
      return nil
    }
    return statistic
  }

  func metricName(_ section: YAMLSection) -> MetricName? {
    let dimensions = dimensions(section)
    let texts = ["Namespace", "MetricName"].map { key in
      needsMetric ? needed(key, section) { text($0, section, most: 255) } : text(key, section, most: 255) ?? ""
    }
    guard let namespace = texts[0], let name = texts[1] else { return nil }
    if namespace.hasPrefix(":") {
      section.error(position("Namespace", section), "Namespace must not begin with a colon")
    }
    return MetricName(namespace: namespace, name: name, dimensions: dimensions)
  }

  private func dimensions(_ section: YAMLSection) -> [MetricDimension] {
    guard let node = section.value("Dimensions") else { return [] }
    guard let items = node.items else {
      section.error(node.position, "Dimensions must be a list of Name and Value, not \(node.kind)")
      return []
    }
    if items.count > MetricName.mostDimensions {
      section.error(
        node.position, "a metric has at most \(MetricName.mostDimensions) dimensions, not \(items.count)")
    }
    var names: Set<String> = []
    return items.compactMap { item in
      guard let entry = YAMLSection(item, "the dimension", keys: ["Name", "Value"], file: path, log: log),
        let name = needed("Name", entry, { text($0, entry, most: 255) }),
        let value = needed("Value", entry, { text($0, entry, most: 1024) })
      else { return nil }
      if !names.insert(name).inserted { entry.error(entry.position, "the dimension \(name) stands twice") }
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
}
