import Canvas
import Charts
import Foundation
import Interaction
import Metrics
import Operations
import Widgets

/// Several metrics over time: statistic, period and span by key, with alarms, band and runs around them.
struct MetricChartScreen: Screen {
  static let mostSeries = 4

  private(set) var request: MetricChartRequest
  private var feed = Feed<MetricChartRequest, MetricChart>(changesWithTime: true, keepsOldKey: true)
  private var list = Listing(Self.columns, identity: { "\($0.key)" })
  private var layout = (chart: Rect.zero, rows: Rect.zero)

  init(_ metrics: [MetricKey]) { request = MetricChartRequest(Array(metrics.prefix(Self.mostSeries))) }

  var crumb: String { request.metrics.first.map(MetricText.name) ?? "Chart" }
  let scopes: [Scope] = [.list, .chart]

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.set(desk.clockText)
    return feed.ask(.metricChart, request, reason, desk, in: Slot("metric chart"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    if let chart = feed.take(arrival, of: .metricChart) {
      list.set(chart.series.enumerated().map { SeriesRow($0.offset, $0.element, chart) })
    }
    return []
  }

  func copyText(_ desk: Desk) -> CopyText? {
    feed.value.map { CopyText(what: "the chart's sentence", text: MetricPicture($0).summary) }
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    feed.value.map { chart in
      ExportTable(
        name: "metric", columns: ["metric", "dimensions", "at", "value"],
        rows: chart.series.flatMap { series in
          series.values.map {
            [
              series.key.metric.name, MetricText.dimensions(series.key.metric), ExportTable.moment($0.start),
              MetricNumber.text($0.value),
            ]
          }
        })
    }
  }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    let rows = rect.height >= 14 ? min(request.metrics.count + 3, rect.height / 3) : 0
    layout = (rect.inset(bottom: rows), rect.bottom(rows))
    list.arrange(visible: TableView.visibleRows(in: PaneFrame.room(layout.rows)))
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    let glyphs = surface.glyphs
    let pane = PaneFrame(title: title(desk, glyphs), isFocused: true, loading: "reading the metric")
    pane.draw(feed, desk, into: &surface, in: layout.chart) { chart, surface, room in
      let picture = MetricPicture(chart)
      guard picture.hasValues else {
        return PaneState.empty("No value in this time.", advice: "[ shows earlier, + shows more").draw(
          into: &surface, in: room)
      }
      surface.write(
        TextFit.truncate(picture.summary, to: room.width, glyphs: surface.glyphs), in: room, style: Style(.dim))
      picture.draw(into: &surface, in: room.inset(top: room.height > 6 ? 1 : 0))
    }
    guard !layout.rows.isEmpty else { return }
    let panel = Panel("Series", isFocused: false)
    panel.draw(into: &surface, in: layout.rows)
    let room = panel.content(of: layout.rows)
    list.table(in: room, desk.clockText, glyphs).draw(into: &surface, in: room)
  }

  private func title(_ desk: Desk, _ glyphs: Glyphs) -> String {
    guard let chart = feed.value else { return crumb }
    let units = Set(chart.series.map { MetricText.suffix($0.key.unit) })
    let unit = units.count == 1 ? units.first ?? "" : ""
    let parts = [
      unit.isEmpty ? crumb : "\(crumb) (\(unit))", "\(chart.statistic) per \(MetricText.period(chart.period))",
      MetricText.period(request.span),
      request.until.map { "until \(desk.clockText.moment($0))" } ?? "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    _ = list.press(at: point, in: PaneFrame.room(layout.rows))
    return []
  }
}

/// A series in one row.
struct SeriesRow: Sendable, Hashable {
  let place: Int
  let key: MetricKey
  let values: [Double]
  let newest: Double?

  init(_ place: Int, _ series: MetricChart.Series, _ chart: MetricChart) {
    (self.place, key) = (place, series.key)
    values = series.values.map(\.value)
    newest = values.last
  }
}

extension MetricChartScreen {
  static let columns: [ListColumn<SeriesRow>] = [
    ListColumn(
      "series", TableColumn("Series", minimum: 20, ideal: 44, priority: 9, grows: true), width: .names,
      value: { FieldValue($0.key.metric.name) }
    ) { row, _ in
      TableCell(MetricText.name(row.key), role: LineChartGeometry.roles[min(row.place, 3)])
    },
    figure("newest", "Newest", 9) { $0.newest },
    figure("least", "Min", 8) { $0.values.min() },
    figure("greatest", "Max", 8) { $0.values.max() },
    figure("mean", "Mean", 7) { row in
      row.values.isEmpty ? nil : row.values.reduce(0, +) / Double(row.values.count)
    },
    .text("namespace", TableColumn("Namespace", minimum: 12, ideal: 20, priority: 4), role: .dim) {
      $0.key.metric.namespace
    },
  ]

  private static func figure(
    _ name: String, _ title: String, _ priority: Int, _ value: @escaping @Sendable (SeriesRow) -> Double?
  ) -> ListColumn<SeriesRow> {
    ListColumn(
      name, TableColumn(title, align: .right, minimum: 8, priority: priority), .number, width: .figuresAtLeast,
      value: { FieldValue(value($0).map(MetricNumber.text) ?? "", number: value($0)) }
    ) { row, place in
      value(row).map { TableCell(MetricText.value($0, row.key.unit)) } ?? TableCell(place.glyphs.dash, role: .dim)
    }
  }
}

// MARK: what can be done

extension MetricChartScreen {
  static let actions: [Action] = [
    Action(
      .chartStatistic, "statistic", keys: ["t"], in: .chart, summary: "the next statistic", group: "Chart",
      prominence: 6),
    Action(
      .chartPeriod, "period", keys: ["p"], in: .chart, summary: "the next longer period", group: "Chart",
      prominence: 6),
    Action(
      .chartEarlier, "earlier", keys: ["["], in: .chart, summary: "the time before", group: "Chart", prominence: 4),
    Action(.chartLater, "later", keys: ["]"], in: .chart, summary: "the time after", group: "Chart", prominence: 4),
    Action(.chartShorter, "shorter", keys: ["-"], in: .chart, summary: "less time", group: "Chart", prominence: 3),
    Action(.chartLonger, "longer", keys: ["+", "="], in: .chart, summary: "more time", group: "Chart", prominence: 3),
    Action(
      .chartBand, "band", keys: ["B"], in: .chart, summary: "what is expected: two, three, four deviations, none",
      group: "Chart", prominence: 3),
    Action(
      .chartAlarm, "alarm", keys: ["a"], in: .chart, summary: "make an alarm of what is shown", group: "Chart",
      prominence: 7),
  ]

  private static let statistics: [Statistic] = [
    .average, .sum, .minimum, .maximum, .sampleCount, .percentile(50), .percentile(95), .percentile(99),
  ]
  static let periods = [60, 300, 900, 3600, 6 * 3600, 86_400, 7 * 86_400]
  static let spans = [
    3600, 6 * 3600, 86_400, 3 * 86_400, 7 * 86_400, 14 * 86_400, 28 * 86_400, 91 * 86_400,
    364 * 86_400,
  ]

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: .absent
    case .chartLater where request.until == nil: .disabled(reason: "the newest is shown")
    case .chartAlarm where feed.value == nil: .disabled(reason: "the metric is being read")
    default: .enabled
    }
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    let span = TimeInterval(request.span)
    switch action {
    case .chartStatistic:
      request.statistic = Self.after(feed.value?.statistic ?? .average, in: Self.statistics)
    case .chartPeriod:
      let now = feed.value?.period ?? 0
      request.period = Self.periods.first { $0 > now && request.span / $0 >= 2 } ?? Self.periods[0]
    case .chartEarlier: request.until = (request.until ?? desk.now).addingTimeInterval(-span / 2)
    case .chartLater:
      let end = (request.until ?? desk.now).addingTimeInterval(span / 2)
      request.until = end >= desk.now ? nil : end
    case .chartShorter: setSpan(Self.spans.last { $0 < request.span })
    case .chartLonger: setSpan(Self.spans.first { $0 > request.span })
    case .chartBand: request.bandWidth = Self.after(request.bandWidth, in: [nil, 2, 3, 4])
    case .chartAlarm: return alarm()
    default:
      _ = list.perform(action)
      return []
    }
    return requests(.ticked, desk)
  }

  private mutating func setSpan(_ span: Int?) {
    guard let span else { return }
    (request.span, request.period) = (span, nil)
  }

  private static func after<Choice: Equatable>(_ choice: Choice, in all: [Choice]) -> Choice {
    all[((all.firstIndex(of: choice) ?? -1) + 1) % all.count]
  }

  /// Of the chosen series, as it is shown.
  private func alarm() -> Effects {
    guard let chart = feed.value, let row = list.selectedRow ?? list.rows.first else { return [] }
    let series = chart.series.first { $0.key == row.key }
    guard let draft = AlarmDraft.alarm(on: row.key, chart, series?.values ?? [], bandWidth: request.bandWidth) else {
      return [
        .notify(Notice("a period of \(MetricText.period(chart.period)) is not one of an alarm; press p", .warning))
      ]
    }
    return [.go(.newAlarm(draft))]
  }
}

extension Destination {
  static func metricChart(_ metrics: [MetricKey]) -> Destination {
    Destination("metric chart", "\(metrics)") { stacks, _ in
      stacks.push(MetricChartScreen(metrics), on: .metrics, keeping: 1)
    }
  }
}

extension Question where Key == MetricChartRequest, Value == MetricChart {
  static var metricChart: Self { Question("metric chart") { try $0.metering.metricChart($1) } }
}

extension DashboardPage {
  static let metricChart = DashboardPage(actions: MetricChartScreen.actions)
}

extension ActionID {
  static let chartStatistic = ActionID("chart.statistic")
  static let chartPeriod = ActionID("chart.period")
  static let chartEarlier = ActionID("chart.earlier")
  static let chartLater = ActionID("chart.later")
  static let chartShorter = ActionID("chart.shorter")
  static let chartLonger = ActionID("chart.longer")
  static let chartBand = ActionID("chart.band")
  static let chartAlarm = ActionID("chart.alarm")
}

extension Scope {
  static let chart = Scope("chart")
}
