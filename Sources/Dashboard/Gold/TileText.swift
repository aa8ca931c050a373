import Canvas
import Operations

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
        rows: bars.map { [$0.label, $0.text, $0.share?.description] })
    case .table(let page): ExportTable(name: tile.id, columns: page.columns, rows: page.rows)
    case .failed(let text): ExportTable(name: tile.id, columns: ["error"], rows: [[text]])
    }
  }

  /// The rows as a screen shows them, in the tile's own unit.
  static func shown(_ tile: ReportTile) -> RowPage {
    let exact = table(tile)
    let format = tile.format
    let figure = { (text: String?) in text.flatMap { Double($0) }.map(format.text) ?? text }
    let rows: [[String?]] =
      switch tile.content {
      case .line: exact.rows.map { row in row.prefix(1) + row.dropFirst().map(figure) }
      case .bars(let bars): bars.map { [$0.label, figure($0.text), $0.share.map { NumberText.percent($0) }] }
      default: exact.rows
      }
    return RowPage(columns: exact.columns, rows: rows)
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
