import Operations
import Presentation

/// A Gold dashboard as one CSV, a figure a line: tile, row (a day, a label or a row's number), column, value.
package enum GoldCSV {
  package static func text(_ report: GoldReport) -> String {
    CSVText.line(["tile", "row", "column", "value"])
      + report.tiles.flatMap { tile in figures(tile).map { CSVText.line([tile.id] + $0) } }.joined()
  }

  private static func figures(_ tile: ReportTile) -> [[String?]] {
    switch tile.content {
    case .kpi(let value, _, let change, let trend):
      [["", "value", value], ["", "change", change.map { "\($0)" }]]
        + trend.map { [$0.day.description, "trend", $0.value.map(number)] }
    case .line(let series):
      series.flatMap { series in
        series.points.map { [$0.day.description, series.name, $0.value.map(number)] }
      }
    case .bars(let bars):
      bars.flatMap { bar -> [[String?]] in
        let share: [[String?]] = bar.share.map { [[bar.label, "share", number($0)]] } ?? []
        return [[bar.label, "value", bar.value == nil ? nil : bar.text]] + share
      }
    case .table(let page):
      page.rows.enumerated().flatMap { index, row in
        zip(page.columns, row).map { ["\(index + 1)", $0, $1] }
      }
    case .failed(let message): [["", "error", message]]
    }
  }

  /// Whole numbers without a fraction, as the engine would print them.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}
