import Canvas
import Charts
import Clocks
import Foundation
import Operations

/// A Gold dashboard as one page of HTML that needs nothing else: charts as SVG, tables as tables.
package enum GoldHTML {
  package static func text(_ report: GoldReport, _ page: Page) -> String {
    let title = escaped(report.dashboard.title)
    let days = "\(report.range.from) to \(report.range.to)"
    let notes = [report.dashboard.description, GoldText.emptiness(report)].compactMap { $0 }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>\(title)</title>
      <style>
      body { font: 14px system-ui, sans-serif; color: #1F2933; margin: 24px; max-width: 1100px }
      main { display: grid; grid-template-columns: repeat(4, 1fr); gap: 24px }
      h2 { font-size: 14px; margin: 0 0 8px } .figure { font-size: 28px; margin: 0 } .note, .change { color: #5B6672 }
      table { border-collapse: collapse } th, td { text-align: left; padding: 2px 16px 2px 0 } svg { width: 100% }
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p class="note">\(days) · \(report.verdict.rawValue) · \(escaped(loaded(report, page)))</p>
      \(notes.map { "<p class=\"note\">\(escaped($0))</p>\n" }.joined())<main>
      \(report.tiles.map { section($0, report) }.joined())</main>
      </body>
      </html>

      """
  }

  private static func loaded(_ report: GoldReport, _ page: Page) -> String {
    if report.isOfPast { return "as of \(MomentText.minutes(report.at, page)) \(page.zone.label)" }
    return report.dataAsOf.map { "loaded \(MomentText.minutes($0, page)) \(page.zone.label)" } ?? "never loaded"
  }

  private static func section(_ tile: ReportTile, _ report: GoldReport) -> String {
    let width = min(max(1, tile.width), 4)
    return """
      <section style="grid-column: span \(width)">
      <h2>\(escaped(tile.title))</h2>
      \(figure(tile))\(GoldSVG.text(tile, over: report.range) ?? "")</section>

      """
  }

  /// What stands there besides the picture.
  private static func figure(_ tile: ReportTile) -> String {
    switch tile.content {
    case .kpi(let value, _, _, _): keyFigure(TileCharts.kpi(tile), value)
    case .table(let rows): table(rows)
    case .failed(let message): "<p class=\"note\">\(escaped(message))</p>\n"
    case .line, .bars: ""
    }
  }

  private static func keyFigure(_ figure: KPITile?, _ value: String?) -> String {
    let moved = figure?.shownChange(.braille).map { "<p class=\"change\">\(escaped($0))</p>\n" } ?? ""
    return "<p class=\"figure\">\(escaped(figure?.shownValue ?? value ?? ""))</p>\n" + moved
  }

  private static func table(_ rows: RowPage) -> String {
    let head = rows.columns.map { "<th>\(escaped($0))</th>" }.joined()
    let body = rows.rows.map { row in
      "<tr>" + row.map { "<td>\(escaped($0 ?? ""))</td>" }.joined() + "</tr>\n"
    }
    return "<table>\n<tr>\(head)</tr>\n\(body.joined())</table>\n"
  }

  private static func escaped(_ text: String) -> String { SVGText.escaped(text) }
}
