import Canvas
import Charts
import Interaction
import Operations
import Reports
import Widgets
import Words

/// One tile of a dashboard alone, with all its rows.
struct TileScreen: Screen {
  private var asked: ReportFeed
  let tileID: String
  private let known: GoldReport?
  private var list = RowList()
  private var layout = TileLayout()

  init(_ key: ReportKey, tile: String, known: GoldReport?) {
    asked = ReportFeed(key, for: "tile")
    tileID = tile
    self.known = known
    showRows()
  }

  /// The tile's rows, with their exact values.
  private mutating func showRows() { if let tile { list.set(TileText.page(tile)) } }

  private var filter: String { list.filter.text }

  var crumb: String { tile?.title ?? tileID }
  var scopes: [Scope] { [.gold, .list, .rows] }
  private var report: GoldReport? { asked.value ?? known }
  var tile: ReportTile? { report?.tiles.first { $0.id == tileID } }

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: list.selectedRow == nil ? .absent : .enabled
    case .nextDashboard, .previousDashboard: .absent
    default: .enabled
    }
  }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    asked.requests(reason, desk)
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    if asked.take(arrival) != nil { showRows() }
    return []
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    if asked.changeDays(by: action, of: report) { return requests(.ticked, desk) }
    guard action == .enter else {
      _ = list.perform(action)
      return []
    }
    guard let values = list.selectedRow else { return [] }
    return [.go(.row(ChosenRow(title: "row of \(crumb)", columns: list.page.columns, values: values, at: desk.now)))]
  }

  func line(_ purpose: LinePurpose) -> String? {
    switch purpose {
    case .filter: filter
    case .range: asked.days
    case .search, .name, .input: nil
    }
  }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    if purpose == .range { return isFinal ? asked.setDays(text, of: report) : nil }
    list.set(filter: text)
    return list.filter.problems.first
  }

  func copyText(_ desk: Desk) -> CopyText? {
    list.selectedRow.map { CopyText(what: "the row", text: $0.map { $0 ?? "" }.joined(separator: "\t")) }
  }

  func exportTable(_ desk: Desk) -> ExportTable? { tile.map(TileText.table) }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    layout = TileLayout(rect, tile)
    list.arrange(visible: TableView.visibleRows(in: PaneFrame.room(layout.rows)))
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    let rows = layout.rows
    drawPicture(&surface, layout.picture, desk)
    let view = tile.map { RowPageView(list, page: TileText.shown(list.shown, of: $0), isFocused: true) }
    let columns = view?.columnRange(surface.glyphs, in: PaneFrame.room(rows)) ?? ""
    let title = ["Rows", NumberText.integer(list.count), columns].filter { !$0.isEmpty }
    PaneFrame(
      title: title.joined(separator: surface.glyphs.separator), isFocused: true, loading: "computing the report"
    ).draw(
      asked.feed, desk, into: &surface, in: rows
    ) { _, surface, room in
      guard let tile else {
        return PaneState.empty("The dashboard has this tile no more.", advice: "Esc back").draw(
          into: &surface, in: room)
      }
      if case .failed(let text) = tile.content {
        return PaneState.failed(text, advice: "Ctrl-R asks again").draw(into: &surface, in: room)
      }
      if list.count == 0 {
        let advice = filter.isEmpty ? "Esc back" : "Esc clears the filter"
        return PaneState.empty(filter.isEmpty ? "No rows in these days." : "No row matches \(filter)", advice: advice)
          .draw(into: &surface, in: room)
      }
      view?.draw(into: &surface, in: room)
    }
  }

  /// The chart large, with a sentence that says what it shows.
  private func drawPicture(_ surface: inout Surface, _ rect: Rect, _ desk: Desk) {
    guard !rect.isEmpty, let tile, let report else { return }
    let panel = Panel(
      tile.title + surface.glyphs.separator + desk.clockText.range(report.range, surface.glyphs))
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    surface.write(TileSummary.text(tile, of: report), in: room, style: Style(.dim))
    TilePicture(tile, report: report, filter: filter).draw(into: &surface, in: room.inset(top: 1))
  }
}

/// Where the parts of a tile's screen are: its chart, and its rows.
struct TileLayout: Hashable, Sendable {
  private(set) var picture = Rect.zero
  private(set) var rows = Rect.zero

  init() {}

  init(_ rect: Rect, _ tile: ReportTile?) {
    let height = rect.height < 14 ? 0 : tile.map { Self.pictureRows($0, rect.height) } ?? 0
    (picture, rows) = (rect.top(height), rect.inset(top: height))
  }

  private static func pictureRows(_ tile: ReportTile, _ height: Int) -> Int {
    switch tile.content {
    case .line: height * 3 / 5
    case .bars(let bars): min(BarChart.height(bars.count) + 3, height / 2)
    default: 0
    }
  }
}

extension Destination {
  static func tile(_ key: ReportKey, _ id: String) -> Destination {
    Destination("tile", key.dashboard ?? "", key.range.map { "\($0.from)..\($0.to)" } ?? "", id) { stacks, _ in
      let known = stacks.first(GoldScreen.self, on: .gold)?.report(for: key)
      stacks.push(TileScreen(key, tile: id, known: known), on: .gold, keeping: 1)
    }
  }
}

/// A chart in one sentence.
enum TileSummary {
  static func text(_ tile: ReportTile, of report: GoldReport) -> String {
    switch tile.content {
    case .line(let series):
      let chart = TileCharts.line(series, tile, over: report.range)
      return LineChartGeometry(chart.series, options: chart.options).summary
    case .bars(let bars):
      let chart = TileCharts.bars(bars, tile.unit)
      return BarChartGeometry(chart.entries, format: chart.format).summary
    default: return ""
    }
  }
}
