import Canvas
import Foundation
import Interaction
import Metrics
import Operations
import Presentation
import Widgets

/// A dashboard of metrics that the project declares: `metric_dashboards/NAME.yml`.
struct MetricDashboardScreen: Screen {
  private(set) var request: MetricDashboardRequest
  private var feed = Feed<MetricDashboardRequest, MetricDashboardPage>(changesWithTime: true, keepsOldKey: true)
  private var tiles = TilePage()
  private var line = Rect.zero
  private var isZoomed = false

  init(_ name: String?) { request = MetricDashboardRequest(name: name) }

  var crumb: String { feed.value?.title ?? request.name ?? "Dashboards" }
  let scopes: [Scope] = [.list, .chart, .panes, .metricDashboard]

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    feed.ask(.metricDashboard, request, reason, desk, in: Slot("metric dashboard"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    feed.take(arrival, of: .metricDashboard)
    return []
  }

  /// The widgets of the chosen place: all figures, else one.
  private var chosen: [MetricWidgetChart] { feed.value.map { page in tiles.chosen.map { page.widgets[$0] } } ?? [] }

  func copyText(_ desk: Desk) -> CopyText? {
    chosen.isEmpty
      ? nil
      : CopyText(what: "what it shows", text: chosen.map { MetricWidgetPicture($0).sentence }.joined(separator: "\n"))
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    feed.value.map { page in
      ExportTable(
        name: page.name, columns: ["widget", "series", "at", "value"],
        rows: page.widgets.flatMap { widget in
          widget.series.flatMap { series in
            series.values.map {
              [widget.title, series.name, ExportTable.moment($0.start), MetricNumber.text($0.value)]
            }
          }
        })
    }
  }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    line = rect.top(1).inset(horizontal: 1, vertical: 0)
    tiles.arrange((feed.value?.widgets ?? []).map(TileWish.init), in: rect.inset(top: 1))
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    let condition = feed.condition(desk)
    drawTitle(&surface, condition, desk)
    switch condition {
    case .fresh: drawWidgets(&surface, tiles.rect)
    case .stale(let age, let reason):
      let rest = PaneFrame.drawNotice(age, reason, &surface, tiles.rect.inset(horizontal: 1, vertical: 0))
      drawWidgets(&surface, tiles.rect.inset(top: rest.y - tiles.rect.y))
    default:
      PaneFrame(title: crumb, isFocused: true, loading: "reading the metrics")
        .draw(feed, desk, as: condition, into: &surface, in: tiles.rect) { _, _, _ in }
    }
  }

  private func drawTitle(_ surface: inout Surface, _ condition: PaneCondition, _ desk: Desk) {
    guard let page = feed.value else { return }
    var age = ""
    if case .fresh(let text) = condition { age = AgeLine.border(text) }
    surface.write(age, in: line, align: .right, style: Style(.dim))
    let room = line.inset(right: TextWidth.of(age) + 2)
    let used = surface.write(page.title, at: room.origin, style: Style(.title), clip: room)
    let span = MetricText.period(Int(page.range.upperBound.timeIntervalSince(page.range.lowerBound).rounded()))
    let parts = [
      span, request.until.map { "until \(desk.clockText.moment($0))" },
      request.period.map { "periods of \(MetricText.period($0))" }, page.description,
    ].compactMap { $0 }
    let rest = room.inset(left: used + 2)
    surface.write(
      TextFit.truncate(parts.joined(separator: surface.glyphs.separator), to: rest.width, glyphs: surface.glyphs),
      in: rest, style: Style(.dim))
  }

  private func drawWidgets(_ surface: inout Surface, _ room: Rect) {
    guard let page = feed.value else { return }
    if isZoomed, let widget = chosen.first, widget.kind == .line {
      return draw([widget], isFocused: true, &surface, room)
    }
    tiles.draw(into: &surface, in: room) { places, isFocused, surface, rect in
      draw(places.map { page.widgets[$0] }, isFocused: isFocused, &surface, rect)
    }
  }

  private func draw(_ widgets: [MetricWidgetChart], isFocused: Bool, _ surface: inout Surface, _ rect: Rect) {
    guard let first = widgets.first else { return }
    let isBand = first.kind == .number
    let unit = MetricText.suffix(first.unit)
    let panel = Panel(
      isBand ? "Figures" : unit.isEmpty ? first.title : "\(first.title) (\(unit))", isFocused: isFocused)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    if isFocused { surface.cursor = rect.origin }
    if isBand {
      return KPIRow(figures: widgets.flatMap { MetricWidgetPicture($0).figures }).draw(into: &surface, in: room)
    }
    MetricWidgetPicture(first, runs: feed.value?.runs ?? []).draw(into: &surface, in: room, over: feed.value?.range)
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    tiles.press(at: point) == true ? perform(.enter, desk) : []
  }
}

// MARK: what can be done

extension MetricDashboardScreen: PlaceSource {
  static let actions: [Action] = [
    Action(
      .nextMetricDashboard, "next page", keys: ["."], in: .metricDashboard, summary: "next dashboard", group: "Chart",
      prominence: 5),
    Action(
      .previousMetricDashboard, "page before", keys: [","], in: .metricDashboard, summary: "dashboard before",
      group: "Chart", prominence: 0),
  ]

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: chosen.flatMap(\.metrics).isEmpty ? .disabled(reason: "nothing of it was measured") : .enabled
    case .nextMetricDashboard, .previousMetricDashboard: (feed.value?.all.count ?? 0) > 1 ? .enabled : .absent
    case .chartStatistic, .chartBand, .chartAlarm: .absent
    case .chartLater where request.until == nil: .disabled(reason: "the newest is shown")
    case .zoom: chosen.first?.kind == .line ? .enabled : .absent
    default: .enabled
    }
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    let span = request.span ?? feed.value.map { Int($0.range.upperBound.timeIntervalSince($0.range.lowerBound)) }
    if let span, request.move(by: action, span: span, now: desk.now) { return requests(.ticked, desk) }
    switch action {
    case .enter:
      let metrics = chosen.flatMap(\.metrics)
      let first = metrics.indices.filter { metrics.firstIndex(of: metrics[$0]) == $0 }.map { metrics[$0] }
      return first.isEmpty ? [] : [.go(.metricChart(first))]
    case .nextMetricDashboard: turn(by: 1)
    case .previousMetricDashboard: turn(by: -1)
    case .zoom: isZoomed.toggle()
    case .nextPane: tiles.move(.right)
    case .previousPane: tiles.move(.left)
    default: tiles.move(action)
    }
    return requests(.ticked, desk)
  }

  private mutating func turn(by step: Int) {
    guard let page = feed.value, !page.all.isEmpty else { return }
    let now = page.all.firstIndex { $0.name == request.name ?? page.name } ?? 0
    request = MetricDashboardRequest(name: page.all[(now + step + page.all.count) % page.all.count].name)
    tiles.reset()
    isZoomed = false
  }

  var places: [(title: String, detail: String, destination: Destination)] {
    (feed.value?.all ?? []).map { ($0.title ?? $0.name, "metric dashboard \($0.name)", .metricDashboard($0.name)) }
  }
}

extension MetricDashboardRequest {
  /// Moves what is shown in time, as a chart does.
  ///
  /// - Returns: whether the action is one of these.
  fileprivate mutating func move(by action: ActionID, span: Int, now: Date) -> Bool {
    switch action {
    case .chartPeriod:
      period = MetricChartScreen.periods.first { $0 > (period ?? 0) && span / $0 >= 2 }
    case .chartEarlier: until = (until ?? now).addingTimeInterval(-Double(span) / 2)
    case .chartLater:
      let end = (until ?? now).addingTimeInterval(Double(span) / 2)
      until = end >= now ? nil : end
    case .chartShorter: setSpan(MetricChartScreen.spans.last { $0 < span })
    case .chartLonger: setSpan(MetricChartScreen.spans.first { $0 > span })
    default: return false
    }
    return true
  }

  private mutating func setSpan(_ span: Int?) {
    guard let span else { return }
    (self.span, period) = (span, nil)
  }
}

extension TileWish {
  init(_ widget: MetricWidgetChart) {
    self.init(kind: widget.kind == .number ? .figure : .line, quarters: widget.width)
  }
}

extension Destination {
  /// A dashboard of metrics; the first one for nil.
  static func metricDashboard(_ name: String?) -> Destination {
    Destination("metric dashboard", name ?? "") { stacks, _ in
      stacks.push(MetricDashboardScreen(name), on: .metrics, keeping: 1)
    }
  }
}

extension Question where Key == MetricDashboardRequest, Value == MetricDashboardPage {
  static var metricDashboard: Self { Question("metric dashboard") { try $0.metering.metricDashboard($1) } }
}

extension DashboardPage {
  static let metricDashboard = DashboardPage(actions: MetricDashboardScreen.actions)
}

extension ActionID {
  static let nextMetricDashboard = ActionID("metric.dashboard.next")
  static let previousMetricDashboard = ActionID("metric.dashboard.previous")
}

extension Scope {
  static let metricDashboard = Scope("metric.dashboard")
}
