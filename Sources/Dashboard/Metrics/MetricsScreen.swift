import Canvas
import Charts
import Foundation
import Interaction
import Metrics
import Operations
import Widgets
import Words

/// Everything that was measured: by namespace, by table or by name, with its newest values.
struct MetricsScreen: WholeListScreen {
  /// What rows that stand together share.
  enum Grouping: String, CaseIterable, Sendable {
    case namespace, table, metric

    func group(_ row: MetricSummary) -> String {
      switch self {
      case .namespace: row.namespace
      case .table: MetricText.place(row.key.metric)
      case .metric: row.name
      }
    }
  }

  static let question = Question.metrics
  var feed = Feed<Whole, [MetricSummary]>()
  var list = Listing(Self.columns([]), identity: { "\($0.key)" })
  var layout = ListLayout()
  private var grouping = Grouping.namespace
  private var marked: Set<MetricKey> = []

  let crumb = "Metrics"
  let scopes: [Scope] = [.list, .rows, .metrics]
  let loading = "reading what was measured"
  let nothingChosen = "no metric is chosen"
  let exportName = "metrics"
  let detailRows = (tall: 7, usual: 5)

  func ordered(_ rows: [MetricSummary]) -> [MetricSummary] {
    // As they come they are by namespace and name.
    guard grouping != .namespace else { return rows }
    return rows.enumerated().sorted { a, b in
      (grouping.group(a.element), a.offset) < (grouping.group(b.element), b.offset)
    }.map(\.element)
  }

  /// The table it measures; else the alarm that looks at it.
  var causeSubject: CauseSubject {
    guard let row = list.selectedRow else { return .everything }
    return row.dimension("Table").map { .table($0) } ?? row.alarms.first.map { .alarm($0) } ?? .everything
  }

  func copyText(of row: MetricSummary) -> CopyText {
    let dimensions = row.key.metric.dimensions.map { " --dimension '\($0.name)=\($0.value)'" }.joined()
    return CopyText(
      what: "the command", text: "assay metrics get \(row.name) --namespace '\(row.namespace)'\(dimensions)")
  }

  func title(_ glyphs: Glyphs) -> String {
    let filtered = list.filter.isEmpty ? "" : "\(list.count) match \(list.filter.text)"
    let chosen = marked.isEmpty ? "" : "\(marked.count) marked"
    let counts = list.rows.isEmpty ? "" : "\(NumberText.integer(list.rows.count)) by \(grouping.rawValue)"
    return ["Metrics", counts, chosen, filtered].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  var emptyState: PaneState {
    list.rows.isEmpty
      ? PaneState.empty("Nothing was measured yet.", advice: "Each run measures its steps: r on Runs starts one.")
      : PaneState.empty("No metric matches \(list.filter.text)", advice: "Esc clears the filter")
  }

  /// Those that are marked; else the chosen one with its brothers, so that tables can be compared.
  func destination(of row: MetricSummary) -> Destination? {
    let chosen = list.rows.map(\.key).filter(marked.contains)
    if !chosen.isEmpty { return .metricChart(Array(chosen.prefix(MetricChartScreen.mostSeries))) }
    let brothers = list.rows.map(\.key).filter {
      $0 != row.key && $0.unit == row.key.unit && $0.metric.namespace == row.namespace && $0.metric.name == row.name
    }
    return .metricChart([row.key] + brothers.prefix(MetricChartScreen.mostSeries - 1))
  }

  func drawDetail(of row: MetricSummary, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel(row.name + surface.glyphs.separator + row.namespace)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    let unit = row.key.unit == .none ? "" : " \(row.key.unit.rawValue)"
    let newest = row.newest.map { NumberText.measure($0, decimals: 2) + unit } ?? "no value is left"
    let at = row.newestAt.map { ", \(desk.clockText.moment($0))" } ?? ""
    surface.write(
      TextSanitizer.line(MetricText.dimensions(row.key.metric)), in: room.row(0), style: Style(.dim))
    surface.write("newest \(newest)\(at)", in: room.row(1))
    guard room.height > 2 else { return }
    let alarms = row.alarms.isEmpty ? "no alarm looks at it" : "alarms: " + row.alarms.joined(separator: ", ")
    surface.write(TextSanitizer.line(alarms), in: room.row(2), style: Style(.dim))
    guard room.height > 4 else { return }
    let trend = Self.trend(row, room.width, surface.glyphs)
    surface.write(trend.text, in: room.row(4), style: Style(trend.role))
  }
}

// MARK: its columns

extension MetricsScreen {
  static func columns(_ marked: Set<MetricKey>) -> [ListColumn<MetricSummary>] {
    [
      ListColumn(
        "metric", TableColumn("Metric", minimum: 14, ideal: 20, priority: 9), width: .names,
        value: { FieldValue($0.name) }, export: ListExport("metric", at: 1) { $0.name }
      ) { row, place in
        marked.contains(row.key)
          ? TableCell((place.glyphs.isASCII ? "* " : "● ") + row.name, role: .mark) : TableCell(row.name)
      },
      .text(
        "of", TableColumn("Of", minimum: 12, ideal: 20, priority: 9, grows: true), width: .names
      ) { MetricText.place($0.key.metric) },
      ListColumn(
        "trend", TableColumn("Trend", minimum: 8, ideal: 24, priority: 6),
        value: { FieldValue(count: Int64($0.recent.count)) }
      ) { row, place in trend(row, place.width, place.glyphs) },
      ListColumn(
        "value", TableColumn("Value", align: .right, minimum: 8, priority: 8), .number, width: .figuresAtLeast,
        value: { FieldValue($0.newest.map(MetricNumber.text) ?? "", number: $0.newest) },
        export: ListExport("value", at: 4) { $0.newest.map(MetricNumber.text) }
      ) { row, place in
        row.newest.map { TableCell(MetricText.value($0, row.key.unit)) } ?? TableCell(place.glyphs.dash, role: .dim)
      },
      ListColumn(
        "change", TableColumn("Change", align: .right, minimum: 8, priority: 7), .number,
        value: { FieldValue($0.change.map(MetricNumber.text) ?? "", number: $0.change) },
        export: ListExport("change", at: 5) { $0.change.map(MetricNumber.text) }
      ) { row, _ in
        guard let change = row.change else { return TableCell("") }
        return TableCell(MetricText.change(change, row.key.unit), role: change == 0 ? .dim : change > 0 ? .rise : .fall)
      },
      ListColumn(
        "age", TableColumn("Age", align: .right, minimum: 6, priority: 4), .moment,
        value: { FieldValue(moment: $0.newestAt) },
        export: ListExport("at", at: 6) { $0.newestAt.map(ExportTable.moment) }
      ) { row, place in
        row.newestAt.map { TableCell(AgeText.coarse(place.now.timeIntervalSince($0)), role: .dim) } ?? TableCell("")
      },
      ListColumn(
        "alarm", TableColumn("Alarm", minimum: 9, priority: 5),
        value: { FieldValue($0.alarmState?.rawValue ?? "") }
      ) { row, place in row.alarmState.map { $0.look.cell(place.glyphs) } ?? TableCell("") },
      .text(
        "namespace", TableColumn("Namespace", minimum: 10, ideal: 18, priority: 3), role: .dim, width: .names,
        export: ListExport("namespace", at: 0) { $0.namespace }
      ) { $0.namespace },
      .hidden("table") { FieldValue($0.dimension("Table") ?? "") },
      .hidden("layer") { FieldValue($0.dimension("Layer") ?? "") },
      .hidden("dimension") { FieldValue(MetricText.dimensions($0.key.metric)) },
      .hidden("unit") { FieldValue($0.key.unit.rawValue) },
      .exported("dimensions", at: 2) { MetricText.dimensions($0.key.metric) },
      .exported("unit", at: 3) { $0.key.unit.rawValue },
    ]
  }

  private static func trend(_ row: MetricSummary, _ width: Int, _ glyphs: Glyphs) -> TableCell {
    let kept = Array(row.recent.suffix(max(0, width)))
    guard Set(kept).count > 1 else {
      return TableCell(String(repeating: String(glyphs.border.horizontal), count: kept.count), role: .dim)
    }
    let levels = glyphs.columnLevels
    let heights = SparklineGeometry(kept, width: width).heights
    return TableCell(
      heights.map { $0.map { levels[max(1, min(7, Int(($0 * 7).rounded())))] } ?? glyphs.missing }.joined(),
      role: .series1)
  }
}

// MARK: what can be done

extension MetricsScreen: PlaceSource {
  static let actions: [Action] = [
    Action(
      .markMetric, "mark", keys: ["space"], in: .metrics, summary: "put it into the chart that Enter opens",
      group: "Metrics", prominence: 6),
    Action(
      .groupMetrics, "by", keys: ["b"], in: .metrics, summary: "by namespace, by table, by metric", group: "Metrics",
      prominence: 5),
    Action(
      .metricDashboards, "dashboards", keys: ["D"], in: .metrics, summary: "the project's own pages of charts",
      group: "Metrics", prominence: 5),
  ]

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .enter: return enter()
    case .metricDashboards: return [.go(.metricDashboard(nil))]
    case .markMetric: mark()
    case .groupMetrics:
      let all = Grouping.allCases
      grouping = all[((all.firstIndex(of: grouping) ?? 0) + 1) % all.count]
      list.set(ordered(feed.value ?? []))
    case .left, .right: jump(forwards: action == .right)
    default: _ = list.perform(action)
    }
    return []
  }

  private mutating func mark() {
    guard let key = list.selectedRow?.key else { return }
    if marked.remove(key) == nil, marked.count < MetricChartScreen.mostSeries { marked.insert(key) }
    list.columns = Self.columns(marked)
    _ = list.perform(.down)
  }

  /// To the first row of the next group, or of this one and then of the one before.
  private mutating func jump(forwards: Bool) {
    guard let row = list.selectedRow else { return }
    let groups = list.shown.map(grouping.group)
    let here = list.cursor.selected
    let group = grouping.group(row)
    if forwards {
      list.cursor.selected = groups.indices.dropFirst(here).first { groups[$0] != group } ?? groups.count - 1
    } else {
      let before = here > 0 && groups[here - 1] == group ? group : groups[max(0, here - 1)]
      list.cursor.selected = groups.firstIndex(of: before) ?? 0
    }
  }

  /// Namespaces, tables and other dimensions, each of which shows only its own.
  var places: [(title: String, detail: String, destination: Destination)] {
    let namespaces = Set(list.rows.map(\.namespace)).sorted().map { ("metrics of \($0)", "namespace:\($0)") }
    let tables = Set(list.rows.compactMap { $0.dimension("Table") }).sorted().map {
      ("metrics of \($0)", "table:\($0)")
    }
    return [("dashboards of metrics", "metric_dashboards", Destination.metricDashboard(nil))]
      + (namespaces + tables).map { title, filter in (title, filter, Destination.metrics(filter)) }
  }
}

extension Destination {
  /// The metrics that a filter keeps.
  static func metrics(_ filter: String) -> Destination {
    Destination("metrics", filter) { stacks, _ in
      stacks.show(.metrics, as: MetricsScreen.self) { _ = $0.type(filter, .filter, isFinal: true) }
    }
  }
}

extension DashboardScreen {
  static let metrics = DashboardScreen("Metrics", key: "4", actions: MetricsScreen.actions) { MetricsScreen() }
}

extension Question where Key == Whole, Value == [MetricSummary] {
  static var metrics: Self { Question("metrics") { operations, _ in try operations.metering.metrics() } }
}

extension ActionID {
  static let markMetric = ActionID("metric.mark")
  static let groupMetrics = ActionID("metric.group")
  static let metricDashboards = ActionID("metric.dashboards")
}

extension Scope {
  static let metrics = Scope("metrics")
}
