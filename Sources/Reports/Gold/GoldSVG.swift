import Canvas
import Charts
import Operations

/// The charts of a Gold dashboard as pieces of SVG, for pages and mails.
package enum GoldSVG {
  /// The tile's picture; nil for tables and failed tiles, which have none.
  /// - Parameters:
  ///   - width: in user units.
  ///   - range: the days asked for, which a line's axis spans.
  package static func text(_ tile: ReportTile, over range: DayRange? = nil, width: Double = 640) -> String? {
    switch tile.content {
    case .kpi(_, _, _, let trend):
      trend.isEmpty
        ? nil
        : Sparkline(SparklineGeometry(trend.map(\.value), width: 120)).svg(
          width: width, height: 32, format: TileCharts.format(tile.unit))
    case .line(let series): TileCharts.line(series, tile, over: range).svg(width: width)
    case .bars(let bars): TileCharts.bars(bars, tile.unit).svg(width: width)
    case .table, .failed: nil
    }
  }

  /// The dashboard's charts below each other in one picture, each under its title; tables are not drawn, and `html` has them.
  package static func text(_ report: GoldReport, width: Double = 640) -> String {
    let gap = 24.0
    var (body, top) = ("", gap)
    for tile in report.tiles {
      guard let picture = text(tile, over: report.range, width: width), let height = height(of: picture) else {
        continue
      }
      let figure = TileCharts.kpi(tile).map { "  " + $0.shownValue } ?? ""
      body += "<text x=\"0\" y=\"\(top)\" font-weight=\"bold\">\(SVGText.escaped(tile.title + figure))</text>\n"
      body += picture.replacing(
        "<svg ", with: "<svg y=\"\(top + 8)\" width=\"\(width)\" height=\"\(height)\" ", maxReplacements: 1)
      top += height + 8 + gap
    }
    let title = SVGText.escaped(report.dashboard.title)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(top)" role="img" aria-label="\(title)" \
      font-family="system-ui, sans-serif" font-size="13">
      <title>\(title)</title>
      \(body)</svg>

      """
  }

  /// From its `viewBox="0 0 640 240"`.
  private static func height(of picture: String) -> Double? {
    guard let box = picture.firstRange(of: "viewBox=\"") else { return nil }
    return picture[box.upperBound...].prefix { $0 != "\"" }.split(separator: " ").last.flatMap { Double($0) }
  }
}
