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

  package static func line(_ series: [ReportSeries], _ unit: FigureUnit?) -> LineChart {
    var options = LineChartGeometry.Options()
    options.format = format(unit)
    let lines = series.map { series in
      LineSeries(series.name, series.points.map { LineSeries.Point($0.day.start, $0.value) })
    }
    return LineChart(lines, options: options)
  }

  package static func bars(_ bars: [ReportBar], _ unit: FigureUnit?) -> BarChart {
    BarChart(
      bars.map { BarChartGeometry.Entry($0.label, $0.value, exact: $0.text, share: $0.share) }, format: format(unit))
  }

  package static func kpi(
    _ title: String, number: Double?, exact: String?, change: Double?, trend: [SeriesPoint], unit: FigureUnit?
  ) -> KPITile {
    KPITile(
      title, value: number, exact: exact, format: format(unit), change: change, comparison: "to the days before",
      trend: trend.map(\.value))
  }
}
