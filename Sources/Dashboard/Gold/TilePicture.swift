import Canvas
import Charts
import Operations
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

/// The figures of a report side by side, as many as fit.
struct KPIRow {
  let tiles: [ReportTile]
  let range: DayRange

  static let leastWidth = 12

  func draw(into surface: inout Surface, in rect: Rect) {
    let gap = rect.width >= tiles.count * 20 ? 4 : 2
    let fitting = max(1, min(tiles.count, (rect.width + gap) / (Self.leastWidth + gap)))
    let places = Layout.columns(rect, [Track](repeating: .share(1), count: fitting), gap: gap)
    for (tile, place) in zip(tiles, places) { draw(tile, &surface, place) }
  }

  private func draw(_ tile: ReportTile, _ surface: inout Surface, _ rect: Rect) {
    guard case .kpi(let value, let number, let change, let trend) = tile.content else { return }
    let known = number ?? value.flatMap { Double($0) }
    let comparison = "on \(range.days) d before"
    KPITile(
      tile.title, value: known, exact: value, format: tile.format, change: change, comparison: comparison,
      trend: trend.map(\.value)
    ).draw(into: &surface, in: rect)
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
    case .kpi: KPIRow(tiles: [tile], range: report.range).draw(into: &surface, in: rect)
    case .line(let series): drawLine(series, &surface, rect)
    case .bars(let bars): drawBars(TileRows.bars(bars, filter), &surface, rect)
    case .table(let page):
      RowPageView(page: TileText.shown(TileRows.page(page, filter), of: tile)).draw(into: &surface, in: rect)
    case .failed(let text):
      PaneState.failed(text, advice: "The other figures are not touched by it.").draw(into: &surface, in: rect)
    }
  }

  private func drawLine(_ series: [ReportSeries], _ surface: inout Surface, _ rect: Rect) {
    guard series.contains(where: { $0.points.contains { $0.value != nil } }) else {
      return noRows(&surface, rect)
    }
    var options = LineChartGeometry.Options()
    options.format = tile.format
    let lines = series.map { series in LineSeries(series.name, series.points.map { .init($0.day.start, $0.value) }) }
    LineChart(lines, options: options).draw(into: &surface, in: rect)
  }

  private func drawBars(_ bars: [ReportBar], _ surface: inout Surface, _ rect: Rect) {
    if bars.isEmpty { return noRows(&surface, rect) }
    BarChart(bars.map { .init($0.label, $0.value, exact: $0.text, share: $0.share) }, format: tile.format)
      .draw(into: &surface, in: rect)
  }

  private func noRows(_ surface: inout Surface, _ rect: Rect) {
    let state =
      filter == nil
      ? PaneState.empty("No rows in these days.", advice: "[ and ] show other days, + shows more")
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
