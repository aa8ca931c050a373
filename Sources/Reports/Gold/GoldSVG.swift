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
}
