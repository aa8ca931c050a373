import Canvas
import Charts
import Operations
import Presentation

/// One tile drawn into cells.
enum TileText {
  private static let chartRows = 10
  private static let mostBars = 12
  private static let mostRows = 15

  /// Rows it wants, its title included.
  static func height(_ tile: ReportTile, _ page: Page) -> Int {
    switch tile.content {
    case .kpi(_, _, _, let trend): trend.isEmpty ? 3 : 4
    case .line: tile.isEmpty ? 2 : chartRows + 2
    case .bars(let bars): min(max(1, bars.count), mostBars) + 1
    case .table(let rows): min(rows.rows.count, mostRows) + 2 + (rows.rows.count > mostRows ? 1 : 0)
    case .failed: 4
    }
  }

  /// - Parameter range: the days asked for, which a line's axis spans.
  static func draw(
    _ tile: ReportTile, over range: DayRange, into surface: inout Surface, in rect: Rect, _ page: Page
  ) {
    if let figure = TileCharts.kpi(tile) {
      return figure.draw(into: &surface, in: rect.top(figure.trend.isEmpty ? 3 : 4))
    }
    surface.write(tile.title, in: rect, style: Style(.title))
    let body = rect.inset(top: 1)
    if tile.isEmpty { return surface.write("no data", in: body, style: Style(.dim)) }
    switch tile.content {
    case .kpi: break
    case .line(let series):
      TileCharts.line(series, tile, over: range).draw(into: &surface, in: body.top(chartRows))
    case .bars(let bars):
      TileCharts.bars(bars, tile.unit).draw(into: &surface, in: body.top(min(bars.count, mostBars)))
    case .table(let rows): surface.write(table(rows, body.width, page), in: body)
    case .failed(let message):
      let lines = TextFit.wrap(message, to: max(1, body.width)).map { StyledLine($0, .failed) }
      surface.write(lines, in: body)
    }
  }

  private static func table(_ rows: RowPage, _ width: Int, _ page: Page) -> [StyledLine] {
    var page = page
    page.width = width
    var shown = rows
    shown.rows = Array(rows.rows.prefix(mostRows))
    shown = FigureRows.grouped(shown, decimals: 2)
    let more = max(rows.rows.count, Int(rows.total ?? 0)) - shown.rows.count
    return RowsText.lines(shown, page, hidesColumns: .counted) + (more > 0 ? [StyledLine("\(more) more", .dim)] : [])
  }
}
