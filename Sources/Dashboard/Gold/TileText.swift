import Canvas
import Operations
import Presentation
import Words

/// Tiles as text and as rows, with the exact values.
enum TileText {
  static func lines(_ tile: ReportTile) -> String {
    switch tile.content {
    case .kpi(let value, _, let change, _):
      return [tile.title, value ?? "", change.map(NumberText.change) ?? ""].joined(separator: "\t")
    case .failed(let text): return tile.title + "\t" + text
    default:
      return table(tile).rows.map { $0.map { $0 ?? "" }.joined(separator: "\t") }.joined(separator: "\n")
    }
  }

  static func table(_ tile: ReportTile) -> ExportTable {
    switch tile.content {
    case .kpi(let value, _, let change, _):
      ExportTable(
        name: tile.id, columns: ["figure", "value", "change"], rows: [[tile.title, value, change?.description]])
    case .line(let series): line(tile.id, series)
    case .bars(let bars):
      ExportTable(
        name: tile.id, columns: ["label", "value", "share"],
        rows: bars.map { [$0.label, $0.value == nil ? nil : $0.text, $0.share?.description] })
    case .table(let page): ExportTable(name: tile.id, columns: page.columns, rows: page.rows)
    case .failed(let text): ExportTable(name: tile.id, columns: ["error"], rows: [[text]])
    }
  }

  /// The rows with their exact values, for filters and copies.
  static func page(_ tile: ReportTile) -> RowPage {
    let exact = table(tile)
    return RowPage(columns: exact.columns, rows: exact.rows)
  }

  /// Rows of a tile as a screen shows them: figures in the tile's own unit, thousands apart.
  static func shown(_ page: RowPage, of tile: ReportTile) -> RowPage {
    var page = page
    let format = tile.format
    let figure = { (text: String?) in
      text.flatMap(format.text(exact:)) ?? text.flatMap { Double($0) }.map { format.text($0) } ?? text
    }
    switch tile.content {
    case .line: page.rows = page.rows.map { row in row.prefix(1) + row.dropFirst().map(figure) }
    case .bars:
      page.rows = page.rows.map { row in
        row.prefix(1) + row.dropFirst().prefix(1).map(figure)
          + row.dropFirst(2).map { $0.flatMap { Double($0) }.map { NumberText.percent($0) } }
      }
    case .table: page = FigureRows.grouped(page)
    default: break
    }
    return page
  }

  /// A row a day, a column a series.
  private static func line(_ name: String, _ series: [ReportSeries]) -> ExportTable {
    let days = Set(series.flatMap { $0.points.map(\.day) }).sorted()
    let values = series.map { Dictionary($0.points.map { ($0.day, $0.value) }) { _, later in later } }
    return ExportTable(
      name: name, columns: ["day"] + series.map(\.name),
      rows: days.map { day in [day.description] + values.map { ($0[day] ?? nil)?.description } })
  }

  /// All key figures of a report.
  static func figures(_ report: GoldReport) -> ExportTable {
    ExportTable(
      name: report.dashboard.name, columns: ["figure", "value", "change", "from", "to"],
      rows: report.tiles.compactMap { tile in
        guard case .kpi(let value, _, let change, _) = tile.content else { return nil }
        return [tile.title, value, change?.description, report.range.from.description, report.range.to.description]
      })
  }
}
