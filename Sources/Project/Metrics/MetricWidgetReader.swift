import Metrics
import Words
import YAML

/// Reads a widget of a dashboard of metrics: what is asked for, and how it is drawn.
package struct MetricWidgetReader {
  let path: String
  let log: ProblemLog
  let project: String
  let environment: String

  package static let keys = ["title", "kind", "width", "period", "stat", "unit", "thresholds", "metrics"]
  package static let queryKeys = [
    "id", "namespace", "name", "dimensions", "stat", "unit", "expression", "label", "hide",
  ]
  private static let mostQueries = 100

  private struct Query {
    let section: YAMLSection
    let query: MathQuery
    let isHidden: Bool
  }

  /// What names are read by as in alarms: texts with their limits, and what is wrong in an expression at its place.
  private var texts: AlarmReader { AlarmReader(path: path, needsMetric: true, log: log) }

  func read(_ node: YAMLNode) -> MetricWidget? {
    let subject = node["title"]?.text.map { "widget “\($0)”" } ?? "the widget"
    guard let section = YAMLSection(node, subject, keys: Self.keys, file: path, log: log) else { return nil }
    let title = section.required("title")
    let kind = section.choice("kind", MetricWidget.Kind.self) ?? .line
    let width = section.int("width", in: 1...4) ?? (kind == .number ? 1 : 2)
    let period = section.int("period", in: 1...604_800)
    let statistic = statistic(section) ?? .average
    let unit = section.choice("unit", MetricUnit.self)
    let thresholds = numbers("thresholds", section)
    let queries = queries(section, statistic, PeriodSeries(period: period ?? 300))
    let shown = queries.filter { !$0.isHidden }.map(\.query.id)
    if !queries.isEmpty, shown.isEmpty { section.error(section.position, "\(subject) hides all of its metrics") }
    guard let title, let math = math(queries, section), !shown.isEmpty else { return nil }
    if shown.allSatisfy(math.isBand) {
      section.error(section.position, "\(subject) has only a band; show what it is a band of, too")
    }
    return MetricWidget(
      title: title, kind: kind, width: width, period: period, math: math, shown: shown,
      unit: unit ?? .none, thresholds: thresholds)
  }

  private func statistic(_ section: YAMLSection) -> Statistic? {
    guard let text = section.string("stat") else { return nil }
    guard let statistic = Statistic(text) else {
      section.error(
        texts.position("stat", section),
        "stat cannot be '\(text)': it is SampleCount, Sum, Average, Minimum, Maximum, p95, TM(10%:90%) and the like")
      return nil
    }
    return statistic
  }

  private func numbers(_ key: String, _ section: YAMLSection) -> [Double] {
    guard let node = section.value(key) else { return [] }
    return (node.items ?? [node]).compactMap { item in
      guard let number = item.double, number.isFinite else {
        section.error(item.position, "\(key) must be numbers, not \(item.text ?? item.kind)")
        return nil
      }
      return number
    }
  }

  // MARK: queries

  private func queries(_ section: YAMLSection, _ statistic: Statistic, _ period: PeriodSeries?) -> [Query] {
    guard let node = section.value("metrics"), let items = node.items, !items.isEmpty else {
      section.error(
        texts.position("metrics", section),
        "\(section.subject) needs metrics, a list with a name or an expression each")
      return []
    }
    if items.count > Self.mostQueries {
      section.error(node.position, "metrics has at most \(Self.mostQueries) queries, not \(items.count)")
    }
    var ids: Set<String> = []
    return items.enumerated().compactMap { place, item in
      guard let period, let query = query(item, place + 1, statistic, period) else { return nil }
      if !ids.insert(query.query.id).inserted {
        query.section.error(texts.position("id", query.section), "the id \(query.query.id) stands twice")
      }
      return query
    }
  }

  private func query(_ node: YAMLNode, _ place: Int, _ statistic: Statistic, _ period: PeriodSeries) -> Query? {
    guard let section = YAMLSection(node, "the metric", keys: Self.queryKeys, file: path, log: log) else { return nil }
    let isExpression = section.value("expression") != nil
    guard isExpression != (section.value("name") != nil) else {
      section.error(section.position, "the metric needs one of name and expression")
      return nil
    }
    let id = section.string("id") ?? (isExpression ? "e\(place)" : "m\(place)")
    if !MathQuery.isID(id) {
      section.error(
        texts.position("id", section),
        "id '\(id)' must begin with a small letter and have letters, digits and _ only")
    }
    let isHidden = section.bool("hide") ?? false
    let label = section.string("label")
    let content = isExpression ? expression(section) : metric(section, statistic, period)
    return content.map { Query(section: section, query: MathQuery(id: id, $0, label: label), isHidden: isHidden) }
  }

  private func expression(_ section: YAMLSection) -> MathQuery.Content? {
    for key in ["namespace", "dimensions", "stat", "unit"] where section.value(key) != nil {
      section.error(texts.position(key, section), "\(key) goes with a name, not with an expression")
    }
    guard let text = texts.text("expression", section, most: 1024) else { return nil }
    do throws(MathError) {
      return .expression(try MathExpression(text))
    } catch {
      texts.report(error, in: section.node("expression"), "expression", section)
      return nil
    }
  }

  private func metric(_ section: YAMLSection, _ statistic: Statistic, _ period: PeriodSeries) -> MathQuery.Content? {
    let namespace = texts.text("namespace", section, most: 255)
    let dimensions = DimensionReader(
      names: ["environment": environment, "project": project], example: "Table: silver.orders"
    ).read(section)
    let unit = section.choice("unit", MetricUnit.self)
    let own = self.statistic(section)
    guard let name = texts.text("name", section, most: 255) else { return nil }
    let metric = MetricName(namespace: namespace ?? "Lakehouse/Metrics", name: name, dimensions: dimensions)
    return .metric(MetricStatistic(metric, unit: unit, own ?? statistic, period: period))
  }

  private func math(_ queries: [Query], _ section: YAMLSection) -> MetricMath? {
    if queries.isEmpty { return nil }
    do throws(MathProblem) {
      return try MetricMath(queries.map(\.query))
    } catch {
      let wrong = queries.first { $0.query.id == error.id }?.section ?? section
      texts.report(error.error, in: wrong.node("expression"), "expression", wrong)
      return nil
    }
  }
}
