import Clocks
import Engine
import Operations

/// Rows of the engine as the figures of a tile.
enum TileFigures {
  /// Change is against the same figure of the range before: 0.1 is ten percent more.
  static func kpi(_ now: ResultTable, before: ResultTable, trend: [SeriesPoint]) -> ReportTile.Content {
    let value = now.scalar ?? .null
    let number = value.doubleValue
    var change: Double?
    if let number, let old = before.scalar?.doubleValue, old != 0 { change = (number - old) / abs(old) }
    return .kpi(value: value.isNull ? nil : value.displayText, number: number, change: change, trend: trend)
  }

  /// Columns: date, value, and optionally the series' name.
  static func series(_ table: ResultTable) -> [ReportSeries] {
    var order: [String] = []
    var points: [String: [SeriesPoint]] = [:]
    for row in table.rows {
      guard let first = row.first, let day = day(first) else { continue }
      let name = row.count > 2 ? row[2].displayText : table.columns.count > 1 ? table.columns[1].name : ""
      if points[name] == nil { order.append(name) }
      points[name, default: []].append(SeriesPoint(day: day, value: row.count > 1 ? row[1].doubleValue : nil))
    }
    return order.map { name in
      ReportSeries(name: name, points: (points[name] ?? []).sorted { $0.day < $1.day })
    }
  }

  static func points(_ table: ResultTable) -> [SeriesPoint] { series(table).first?.points ?? [] }

  /// Columns: label, value, and optionally a share.
  static func bars(_ table: ResultTable) -> [ReportBar] {
    table.rows.compactMap { row in
      guard row.count > 1, let value = row[1].doubleValue else { return nil }
      return ReportBar(
        label: row[0].isNull ? "–" : row[0].displayText, value: value, text: row[1].displayText,
        share: row.count > 2 ? row[2].doubleValue : nil)
    }
  }

  static func page(_ table: ResultTable) -> RowPage {
    RowPage(
      columns: table.columns.map(\.name), rows: table.rows.map { $0.map { $0.isNull ? nil : $0.displayText } },
      total: Int64(table.total))
  }

  static func day(_ value: Value) -> CalendarDay? {
    switch value {
    case .date(let day): day
    case .timestamp(let microseconds):
      CalendarDay(daysSince1970: Int((Double(microseconds) / 86_400_000_000).rounded(.down)))
    case .text(let text): CalendarDay(text)
    default: nil
    }
  }
}
