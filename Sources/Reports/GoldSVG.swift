import Canvas
import Charts
import Operations

/// The charts of a Gold dashboard as pieces of SVG, for pages and mails.
package enum GoldSVG {
  /// The tile's picture; nil for tables and failed tiles, which have none.
  /// - Parameter width: in user units.
  package static func text(_ tile: ReportTile, width: Double = 640) -> String? {
    switch tile.content {
    case .kpi(_, _, _, let trend):
      trend.isEmpty
        ? nil
        : Sparkline(SparklineGeometry(trend.map(\.value), width: 120)).svg(
          width: width, height: 32, format: TileCharts.format(tile.unit))
    case .line(let series): TileCharts.line(series, tile.unit).svg(width: width)
    case .bars(let bars): TileCharts.bars(bars, tile.unit).svg(width: width)
    case .table, .failed: nil
    }
  }
}
