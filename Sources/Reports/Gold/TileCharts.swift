import Canvas
import Charts
import Clocks
import Operations

/// The tiles of a dashboard as charts, the same for text, SVG and screens.
package enum TileCharts {
  package static func format(_ unit: FigureUnit?) -> ValueFormat {
    switch unit {
    case .money: .money
    case .percent: .percent
    case .decimal: .decimal(2)
    case .integer, nil: .integer
    }
  }

  /// - Parameter range: the days asked for, which the axis spans.
  package static func line(_ series: [ReportSeries], _ tile: ReportTile, over range: DayRange?) -> LineChart {
    var options = LineChartGeometry.Options()
    options.format = format(tile.unit)
    options.span = range.map { $0.from.start...max($0.from, $0.to).start }
    options.partialFrom = tile.edges.partialFrom?.start
    options.completeFrom = tile.edges.completeFrom?.start
    let lines = series.map { series in
      LineSeries(series.name, series.points.map { LineSeries.Point($0.day.start, $0.value) })
    }
    return LineChart(lines, options: options)
  }

  package static func bars(_ bars: [ReportBar], _ unit: FigureUnit?) -> BarChart {
    BarChart(
      bars.map { BarChartGeometry.Entry($0.label, $0.value, exact: $0.text, share: $0.share) }, format: format(unit))
  }

  /// Nil for a tile that is no key figure.
  package static func kpi(_ tile: ReportTile) -> KPITile? {
    guard case .kpi(let value, let number, let change, let trend) = tile.content else { return nil }
    var figure = KPITile(
      tile.title, value: number ?? value.flatMap { Double($0) }, exact: value, format: format(tile.unit),
      change: change, comparison: tile.comparison?.text ?? "", trend: trend.map(\.value))
    figure.shortComparison = tile.comparison?.shortText ?? ""
    figure.comparability = tile.comparison?.isWhole == false ? .partial : .whole
    figure.changeKind = tile.unit == .percent ? .points : .relative
    figure.isLastPartial = trend.last.map { last in tile.edges.partialFrom.map { last.day >= $0 } ?? false } ?? false
    return figure
  }
}
