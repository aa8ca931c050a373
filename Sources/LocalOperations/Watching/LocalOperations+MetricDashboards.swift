import Clocks
import Foundation
import Ledger
import Metrics
import Operations
import Project
import Watch
import Words

extension LocalOperations {
  package func metricDashboard(_ request: MetricDashboardRequest, asOf: Date?) throws -> MetricDashboardPage {
    try translated {
      let (read, problems) = project.metricDashboardsOfNow()
      let dashboard = try Self.dashboard(request.name, read, problems)
      let now = past(asOf) ?? local.clock.now()
      // What was measured at this moment belongs to it.
      let end = min(request.until ?? .distantFuture, now.addingTimeInterval(0.001))
      let range = end.addingTimeInterval(-TimeInterval(max(60, request.span ?? dashboard.span)))...end
      var page = MetricDashboardPage(
        name: dashboard.name, title: dashboard.title, description: dashboard.description, range: range)
      page.all = read.map { .init(name: $0.name, title: $0.dashboard?.title) }
      page.runs = try runs(range, knownAt: now)
      page.widgets = try dashboard.widgets.map { widget in
        try AskedWidget(widget, over: range, period: request.period, now: now, journal).chart()
      }
      return page
    }
  }

  /// Files are read when they are looked at, so that who writes one sees it, or what is wrong with it, at once.
  private static func dashboard(
    _ name: String?, _ read: [(name: String, dashboard: MetricDashboard?)], _ problems: [Problem]
  ) throws(OperationsError) -> MetricDashboard {
    guard let name = name ?? read.first?.name else {
      throw .notFound("the project has no dashboard of metrics; metric_dashboards/NAME.yml makes one")
    }
    guard let found = read.first(where: { $0.name == name }) else {
      let hint = NearestName.hint(for: name, among: read.map(\.name))
      throw .notFound("there is no dashboard of metrics “\(name)”\(hint)")
    }
    let own = problems.filter { $0.severity == .error && $0.file == ProjectDefinition.metricDashboardPath(name) }
    guard let dashboard = found.dashboard, own.isEmpty else {
      throw .invalid(own.map(\.description).joined(separator: "\n"))
    }
    return dashboard
  }
}

/// A widget on its way to its values.
private struct AskedWidget {
  private let widget: MetricWidget
  private let journal: any RunLedger
  private let period: PeriodSeries
  private let grid: SeriesGrid
  private let filling: Date
  private let end: Date

  init(_ widget: MetricWidget, over range: ClosedRange<Date>, period asked: Int?, now: Date, _ journal: any RunLedger) {
    (self.widget, self.journal) = (widget, journal)
    let span = range.upperBound.timeIntervalSince(range.lowerBound)
    period = ShownPeriod.period(asked ?? widget.period, over: span)
    let first = period.start(of: range.lowerBound)
    let count = Int(saturating: period.start(of: range.upperBound).timeIntervalSince(first)) / period.period + 1
    grid = SeriesGrid(first: first, period: period, count: count)
    (filling, end) = (period.start(of: now), range.upperBound)
  }

  func chart() throws -> MetricWidgetChart {
    let streams = try widget.math.metrics.map { id, metric in (id: id, metric: metric, all: try found(metric)) }
    var known: [String: [Date: Double]] = [:]
    for (id, metric, all) in streams { known[id] = try values(of: all, metric.statistic) }
    let source = { (id: String, grid: SeriesGrid) -> [Double?] in
      (0..<grid.count).map { known[id]?[grid.start($0)] }
    }
    let bands = widget.shown.filter(widget.math.isBand)
    let lines = widget.shown.filter { !bands.contains($0) }
    return MetricWidgetChart(
      widget, unit: widget.unit == .none ? streams.first?.all.first?.unit ?? .none : widget.unit,
      period: period.period, filling: filling,
      series: try lines.flatMap { try series($0, streams.map { ($0.id, $0.metric.metric, $0.all.isEmpty) }, source) },
      band: bands.first.map { band($0, source) } ?? [],
      metrics: streams.flatMap { asked in asked.all.map { MetricKey($0.metric, $0.unit) } })
  }

  private func found(_ metric: MetricStatistic) throws -> [MetricStream] {
    try journal.metricStreams(namespace: metric.metric.namespace, name: metric.metric.name)
      .filter { $0.metric == metric.metric && metric.unit ?? $0.unit == $0.unit }
  }

  /// By the starts of their periods, so much earlier as a band is trained on.
  private func values(of streams: [MetricStream], _ statistic: Statistic) throws -> [Date: Double] {
    let from = period.start(of: grid.first.addingTimeInterval(-Double(widget.math.looksBack)))
    let found: [PeriodValue]
    if let stream = streams.first, streams.count == 1, !statistic.needsSamples {
      found = try journal.periodValues(of: stream, statistic, period, from: from, until: end)
    } else {
      let samples = try streams.flatMap { try journal.samples(of: $0, from: from, until: end, limit: .max) }
      found = period.values(of: samples, statistic)
    }
    return Dictionary(found.map { ($0.start, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private func series(
    _ id: String, _ metrics: [(id: String, metric: MetricName, isUnmeasured: Bool)],
    _ source: @escaping (String, SeriesGrid) -> [Double?]
  ) throws -> [MetricWidgetChart.Series] {
    let all = widget.math.allSeries(id, over: grid, source: source)
    let name = widget.math.queries.first { $0.id == id }.map(\.title) ?? id
    return try all.enumerated().map { place, values in
      let found = values.indices.compactMap { slot in
        values[slot].map { PeriodValue(start: grid.start(slot), value: $0) }
      }
      let missing = found.isEmpty ? metrics.first { $0.isUnmeasured } : nil
      return MetricWidgetChart.Series(
        all.count > 1 ? "\(name) \(place + 1)" : name, found,
        absence: try missing.flatMap { try UnmeasuredMetric.hint($0.metric, in: journal) })
    }
  }

  private func band(_ id: String, _ source: @escaping (String, SeriesGrid) -> [Double?]) -> [AlarmDatapoint] {
    let edges = widget.math.allSeries(id, over: grid, source: source)
    guard edges.count == 2 else { return [] }
    return (0..<grid.count).compactMap { slot in
      guard let low = edges[0][slot], let high = edges[1][slot] else { return nil }
      return AlarmDatapoint(start: grid.start(slot), value: low, limits: min(low, high)...max(low, high))
    }
  }
}

extension MathQuery {
  /// What its line is called: its label, else the metric and its table, else the expression.
  fileprivate var title: String {
    if let label { return label }
    switch content {
    case .expression(let expression): return expression.text
    case .metric(let metric):
      let table = metric.metric.dimensions.first { $0.name == "Table" }?.value
      let place = table ?? metric.metric.dimensions.map(\.value).joined(separator: " ")
      return place.isEmpty ? metric.metric.name : metric.metric.name + " " + place
    }
  }
}
