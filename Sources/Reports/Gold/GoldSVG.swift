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

  private static let (margin, gap) = (24.0, 24.0)

  /// The dashboard's charts below each other in one picture, each under its title; tables are not drawn, and `html` has them.
  /// - Parameter width: of a chart, in user units.
  package static func text(_ report: GoldReport, width: Double = 640) -> String {
    let title = SVGText.escaped(report.dashboard.title)
    // A picture is passed on without the page that says which days it is of.
    var body = line(title, at: margin + 8, size: 18)
    body += line("\(report.range.from) to \(report.range.to), \(report.verdict.rawValue)", at: margin + 28, size: 12)
    var top = margin + 28 + gap * 1.5
    for tile in report.tiles {
      guard let picture = text(tile, over: report.range, width: width), let height = height(of: picture) else {
        continue
      }
      let figure = TileCharts.kpi(tile).map { "  " + $0.shownValue } ?? ""
      body += line(SVGText.escaped(tile.title + figure), at: top, size: 13)
      body += picture.replacing(
        "<svg ", with: "<svg y=\"\(top + 8)\" x=\"\(margin)\" width=\"\(width)\" height=\"\(height)\" ",
        maxReplacements: 1)
      top += height + 8 + gap
    }
    // White below it: dark letters on a dark page could not be read.
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width + 2 * margin) \(top)" role="img" \
      aria-label="\(title)" font-family="system-ui, sans-serif">
      <title>\(title)</title>
      <rect width="100%" height="100%" fill="#FFFFFF"/>
      \(body)</svg>

      """
  }

  /// - Parameter text: escaped.
  private static func line(_ text: String, at y: Double, size: Int) -> String {
    let look = size == 12 ? "fill=\"#5B6672\"" : "fill=\"#1F2933\" font-weight=\"bold\""
    return "<text x=\"\(margin)\" y=\"\(y)\" font-size=\"\(size)\" \(look)>\(text)</text>\n"
  }

  /// From its `viewBox="0 0 640 240"`.
  private static func height(of picture: String) -> Double? {
    guard let box = picture.firstRange(of: "viewBox=\"") else { return nil }
    return picture[box.upperBound...].prefix { $0 != "\"" }.split(separator: " ").last.flatMap { Double($0) }
  }
}
