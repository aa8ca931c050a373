import Clocks
import Engine
import Operations
import Rows

/// Rows of the engine as the figures of a tile.
enum TileFigures {
  /// Change is against the same figure of the days before: 0.1 is ten percent more, and of a percentage ten points.
  static func kpi(
    _ now: ResultTable, before: ResultTable?, unit: FigureUnit?, trend: [SeriesPoint]
  ) -> ReportTile.Content {
    let value = now.scalar ?? .null
    let number = value.doubleValue
    var change: Double?
    if let number, let old = before?.scalar?.doubleValue {
      change = unit == .percent ? number - old : old != 0 ? (number - old) / abs(old) : nil
    }
    return .kpi(value: value.isNull ? nil : value.displayText, number: number, change: change, trend: trend)
  }

  /// Columns: date, value, and optionally the series' name. Days without a value are gaps.
  static func series(_ table: ResultTable) throws(TileProblem) -> [ReportSeries] {
    var order: [SeriesKey] = []
    var points: [SeriesKey: [CalendarDay: Double?]] = [:]
    for row in table.rows {
      guard let first = row.first, !first.isNull else { continue }
      guard let day = day(first) else { throw .noDay(first.displayText, column: table.columns[0].name) }
      let key = SeriesKey(row.count > 2 ? row[2] : .text(table.columns.count > 1 ? table.columns[1].name : ""))
      if points[key] == nil { order.append(key) }
      guard points[key]?[day] == nil else { throw .twoValues(day, key.name) }
      points[key, default: [:]][day] = .some(try number(row, table))
    }
    return ReportSeries.withGaps(
      order.map { key in
        ReportSeries(
          name: key.name,
          points: points[key, default: [:]].sorted { $0.key < $1.key }.map { SeriesPoint(day: $0.key, value: $0.value) }
        )
      })
  }

  private static func number(_ row: [Value], _ table: ResultTable) throws(TileProblem) -> Double? {
    guard row.count > 1, !row[1].isNull else { return nil }
    guard let number = row[1].doubleValue else { throw .noNumber(row[1].displayText, column: table.columns[1].name) }
    return number
  }

  static func points(_ table: ResultTable) throws(TileProblem) -> [SeriesPoint] {
    try series(table).first?.points ?? []
  }

  /// Columns: label, value, and optionally a share. A bar without a value stays.
  static func bars(_ table: ResultTable) throws(TileProblem) -> [ReportBar] {
    try table.rows.map { row throws(TileProblem) in
      let value = try number(row, table)
      return ReportBar(
        label: SeriesKey(row[0]).name, value: value, text: value == nil ? "" : row[1].displayText,
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

/// A series by the bytes of its name: null is not the empty text, and two spellings of one letter stay two.
private struct SeriesKey: Hashable {
  let name: String
  private let bytes: [UInt8]?

  init(_ value: Value) {
    let text = value.displayText
    name = value.isNull ? "(null)" : text.isEmpty ? "(empty)" : text
    bytes = value.isNull ? nil : Array(text.utf8)
  }
}

/// What a query gives that its tile cannot show.
enum TileProblem: Error, CustomStringConvertible {
  case noDay(String, column: String)
  case noNumber(String, column: String)
  case twoValues(CalendarDay, String)

  var description: String {
    switch self {
    case .noDay(let text, let column): "its first column, \(column), must be a date; “\(text)” is none"
    case .noNumber(let text, let column): "its second column, \(column), must be a number; “\(text)” is none"
    case .twoValues(let day, let name): "\(name) has two values for \(day): a line has one a day; group by the day"
    }
  }
}
