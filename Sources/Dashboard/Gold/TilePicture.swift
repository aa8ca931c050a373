import Canvas
import Charts
import Operations
import Reports
import Widgets

extension ReportTile {
  var isKPI: Bool { if case .kpi = content { true } else { false } }
  var isLine: Bool { if case .line = content { true } else { false } }

  /// How its values are written.
  var format: ValueFormat {
    switch unit {
    case .money: .money
    case .percent: .percent
    case .decimal: .decimal(2)
    case .integer, nil: .integer
    }
  }
}

/// Figures side by side, as many as fit.
struct KPIRow {
  let figures: [KPITile]

  static let leastWidth = 12

  init(figures: [KPITile]) { self.figures = figures }

  /// The figures of a report.
  init(tiles: [ReportTile]) { self.init(figures: tiles.compactMap(TileCharts.kpi)) }

  func draw(into surface: inout Surface, in rect: Rect) {
    let gap = rect.width >= figures.count * 20 ? 4 : 2
    let fitting = max(1, min(figures.count, (rect.width + gap) / (Self.leastWidth + gap)))
    let places = Layout.columns(rect, [Track](repeating: .share(1), count: fitting), gap: gap)
    for (figure, place) in zip(figures, places) { figure.draw(into: &surface, in: place) }
  }
}

/// One tile's content, in whatever room it gets.
struct TilePicture {
  let tile: ReportTile
  let report: GoldReport
  var filter: RowFilter?

  init(_ tile: ReportTile, report: GoldReport, filter: String = "") {
    self.tile = tile
    self.report = report
    self.filter = filter.isEmpty ? nil : RowFilter(filter, fields: [])
  }

  func draw(into surface: inout Surface, in rect: Rect) {
    switch tile.content {
    case .kpi: KPIRow(tiles: [tile]).draw(into: &surface, in: rect)
    case .line(let series): drawLine(series, &surface, rect)
    case .bars(let bars): drawBars(TileRows.bars(bars, filter), &surface, rect)
    case .table(let page):
      var view = RowPageView(page: TileText.shown(TileRows.page(page, filter), of: tile))
      view.isPicture = true
      view.draw(into: &surface, in: rect)
    case .failed(let text):
      PaneState.failed(text, advice: "The other figures are not touched by it.").draw(into: &surface, in: rect)
    }
  }

  private func drawLine(_ series: [ReportSeries], _ surface: inout Surface, _ rect: Rect) {
    guard series.contains(where: { $0.points.contains { $0.value != nil } }) else {
      return noRows(&surface, rect)
    }
    TileCharts.line(series, tile, over: report.range).draw(into: &surface, in: rect)
  }

  private func drawBars(_ bars: [ReportBar], _ surface: inout Surface, _ rect: Rect) {
    if bars.isEmpty { return noRows(&surface, rect) }
    TileCharts.bars(bars, tile.unit).draw(into: &surface, in: rect)
  }

  private func noRows(_ surface: inout Surface, _ rect: Rect) {
    let state =
      filter == nil
      ? PaneState.empty("No rows in these days.", advice: report.daysAdvice)
      : PaneState.empty("Nothing matches the filter.", advice: "Esc clears it")
    state.draw(into: &surface, in: rect)
  }
}

/// The rows of a tile that a filter keeps.
enum TileRows {
  static func bars(_ bars: [ReportBar], _ filter: RowFilter?) -> [ReportBar] {
    guard let filter else { return bars }
    let index = RowIndex(fields: ["label"], rowCount: bars.count) { row, _ in FieldValue(bars[row].label) }
    return index.rows(matching: filter).map { bars[$0] }
  }

  static func page(_ page: RowPage, _ filter: RowFilter?) -> RowPage {
    guard let filter else { return page }
    let index = RowIndex(fields: page.columns, rowCount: page.rows.count) { row, field in
      FieldValue(page.rows[row].indices.contains(field) ? page.rows[row][field] ?? "" : "")
    }
    return RowPage(columns: page.columns, rows: index.rows(matching: filter).map { page.rows[$0] }, total: page.total)
  }
}

extension GoldReport {
  /// Which days have data, where these have none.
  var daysAdvice: String {
    guard let days = dataDays, isEmpty else { return "[ and ] show other days, + shows more" }
    return "Data run from \(days.from) to \(days.to); T sets the days, nothing typed shows the newest."
  }
}
