import Metrics
import Words
import YAML

/// The list `Metrics` of an alarm: metrics and expressions over them, one of which is judged.
extension AlarmReader {
  /// CloudWatch's limits of an alarm.
  private static let mostQueries = 20
  private static let mostMetrics = 10
  private static let queryKeys = ["Id", "MetricStat", "Expression", "Label", "ReturnData", "Period", "AccountId"]

  private struct Query {
    let section: YAMLSection
    let query: MathQuery
    let isReturned: Bool
    let period: PeriodSeries?
  }

  func math(_ section: YAMLSection, _ comparison: ComparisonOperator?) -> (AlarmSubject?, PeriodSeries?) {
    for key in Self.plainKeys where section.value(key) != nil {
      section.error(position(key, section), "\(key) does not go with Metrics; it stands in a MetricStat there")
    }
    let queries = queries(section)
    let period = commonPeriod(queries, section)
    guard let period, let subject = subject(queries, section, comparison) else { return (nil, period) }
    return (subject, period)
  }

  private func queries(_ section: YAMLSection) -> [Query] {
    guard let node = section.value("Metrics"), let items = node.items, !items.isEmpty else {
      section.error(position("Metrics", section), "Metrics is a list with an Id and a MetricStat or an Expression each")
      return []
    }
    if items.count > Self.mostQueries {
      section.error(node.position, "Metrics has at most \(Self.mostQueries) queries, not \(items.count)")
    }
    let queries = items.compactMap(query)
    let metrics = queries.count { if case .metric = $0.query.content { true } else { false } }
    if metrics > Self.mostMetrics {
      section.error(node.position, "an alarm takes at most \(Self.mostMetrics) metrics, not \(metrics)")
    }
    var ids: Set<String> = []
    for query in queries where !ids.insert(query.query.id).inserted {
      section.error(position("Id", query.section), "the Id \(query.query.id) stands twice")
    }
    return queries
  }

  private func query(_ node: YAMLNode) -> Query? {
    guard let section = YAMLSection(node, "the query", keys: Self.queryKeys, file: path, log: log) else { return nil }
    let id = needed("Id", section) { text($0, section, most: 255) }
    if let id, !MathQuery.isID(id) {
      section.error(
        position("Id", section), "Id '\(id)' must begin with a small letter and have letters, digits and _ only")
    }
    let (stat, expression) = (section.value("MetricStat"), section.value("Expression"))
    guard (stat == nil) != (expression == nil) else {
      section.error(section.position, "the query needs one of MetricStat and Expression")
      return nil
    }
    let label = section.string("Label")
    let isReturned = section.bool("ReturnData") ?? true
    let found = stat == nil ? self.expression(section) : metricStat(section)
    guard let id, let (content, period) = found else { return nil }
    return Query(
      section: section, query: MathQuery(id: id, content, label: label), isReturned: isReturned, period: period)
  }

  private func expression(_ section: YAMLSection) -> (MathQuery.Content, PeriodSeries?)? {
    let period = section.value("Period") == nil ? nil : period("Period", section)
    guard let text = text("Expression", section, most: 1024) else { return nil }
    do throws(MathError) {
      return (.expression(try MathExpression(text)), period)
    } catch {
      report(error, in: section.node("Expression"), "Expression", section)
      return nil
    }
  }

  private func metricStat(_ section: YAMLSection) -> (MathQuery.Content, PeriodSeries?)? {
    guard let stat = section.section("MetricStat", keys: ["Metric", "Period", "Stat", "Unit"]) else { return nil }
    let period = period("Period", stat)
    let unit = stat.choice("Unit", MetricUnit.self)
    let text = needed("Stat", stat) { stat.string($0) }
    let statistic = text.flatMap { Statistic($0) }
    if let text, statistic == nil {
      stat.error(
        position("Stat", stat),
        "Stat cannot be '\(text)': it is SampleCount, Sum, Average, Minimum, Maximum, p95, TM(10%:90%) and the like")
    }
    if needsMetric, stat.value("Metric") == nil { stat.error(stat.position, "\(stat.subject) needs Metric") }
    let name = stat.section("Metric", keys: ["Namespace", "MetricName", "Dimensions"]).map { metricName($0) }
    guard let period, let statistic else { return nil }
    let metric = (name ?? MetricName(namespace: "", name: "")) ?? MetricName(namespace: "", name: "")
    return (.metric(MetricStatistic(metric, unit: unit, statistic, period: period)), period)
  }

  private func commonPeriod(_ queries: [Query], _ section: YAMLSection) -> PeriodSeries? {
    let periods = queries.compactMap { query in query.period.map { (query, $0) } }
    guard let (_, first) = periods.first else {
      if !log.hasErrors { section.error(position("Metrics", section), "no query of Metrics has a Period") }
      return nil
    }
    if let (query, other) = periods.first(where: { $0.1 != first }) {
      query.section.error(
        query.section.position,
        "all queries of an alarm have one Period: \(first.period), not \(other.period)")
    }
    return first
  }

  private func subject(
    _ queries: [Query], _ section: YAMLSection, _ comparison: ComparisonOperator?
  ) -> AlarmSubject? {
    let band = band(queries, section, comparison)
    let judged = queries.filter { $0.isReturned && $0.query.id != band }
    // What is wrong in a single query was told; that another is missing would only follow from it.
    guard !log.hasErrors else { return nil }
    guard judged.count == 1, let judged = judged.first else {
      section.error(
        position("Metrics", section),
        "one query is judged: \(judged.count) have ReturnData true"
          + (band == nil ? "" : " beside the band") + "; set it to false for the others")
      return nil
    }
    do throws(MathProblem) {
      let math = try MetricMath(queries.map(\.query))
      return checked(math, judged, band, section)
    } catch {
      let wrong = queries.first { $0.query.id == error.id }?.section ?? section
      report(error.error, in: wrong.node("Expression"), "Expression", wrong)
      return nil
    }
  }

  private func checked(_ math: MetricMath, _ judged: Query, _ band: String?, _ section: YAMLSection) -> AlarmSubject? {
    guard math.isSeries(judged.query.id) else {
      let means = math.isBand(judged.query.id) ? "; a band is named by ThresholdMetricId" : ""
      judged.section.error(
        position("Expression", judged.section),
        "\(judged.query.id) must give one series to be judged\(means); bring several down with SUM, AVG or MAX")
      return nil
    }
    if let band, !math.isBand(band) {
      section.error(
        position("ThresholdMetricId", section),
        "ThresholdMetricId must name a query that is ANOMALY_DETECTION_BAND(…), and \(band) is not")
      return nil
    }
    return .math(AlarmMath(math, judged: judged.query.id, band: band))
  }

  private func band(_ queries: [Query], _ section: YAMLSection, _ comparison: ComparisonOperator?) -> String? {
    let band = section.string("ThresholdMetricId")
    guard let comparison else { return band }
    if comparison.takesBand, band == nil {
      section.error(
        position("ComparisonOperator", section),
        "\(comparison.rawValue) needs ThresholdMetricId, the Id of a query ANOMALY_DETECTION_BAND(…)")
    }
    if let band, !comparison.takesBand {
      section.error(
        position("ComparisonOperator", section),
        "\(comparison.rawValue) takes a Threshold; a band goes with LessThanLowerOrGreaterThanUpperThreshold, "
          + "LessThanLowerThreshold or GreaterThanUpperThreshold")
      return band
    }
    if let band, !queries.contains(where: { $0.query.id == band }) {
      section.error(position("ThresholdMetricId", section), "Metrics has no query with the Id \(band)")
    }
    return band
  }
}
