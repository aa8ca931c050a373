import Engine
import ModelSQL
import Project
import Rows
import Words

/// Whether the columns of a tile's query are of the kinds its picture needs, in their order.
enum TileTypes {
  /// Nil when they fit. A warning where only the rows can tell: days may be text, if all of it is.
  static func problem(_ kind: DashboardTile.Kind, isTrend: Bool, _ columns: [ResultColumn])
    -> (severity: Severity, message: String)?
  {
    guard kind == .line || kind == .bars || isTrend, columns.count > 1 else { return nil }
    let (first, second) = (columns[0], columns[1])
    let order = kind == .bars ? "label, value, share" : isTrend ? "date, value" : "date, value, series"
    if !isNumber(second.type) {
      let hint = columns.count > 2 && isNumber(columns[2].type) ? "; the order is \(order)" : ""
      return (.error, "its second column is the value and must be a number: \(named(second))\(hint)")
    }
    guard kind != .bars || isTrend, !isDay(first.type) else { return nil }
    if first.type == "VARCHAR" {
      return (.warning, "its first column is text: days are drawn only if written 2026-01-31; cast it to a date")
    }
    let hint = isNumber(first.type) ? "; make a date of it: cast(… || '-01-01' as date) of a year" : ""
    return (.error, "its first column must be a date: \(named(first))\(hint)")
  }

  private static func named(_ column: ResultColumn) -> String { "\(column.name) is \(column.type)" }

  /// A column that is only null has no kind yet.
  private static func isNumber(_ type: String) -> Bool {
    type.hasSuffix("INT") || type.hasSuffix("INTEGER") || type.hasPrefix("DECIMAL")
      || ["FLOAT", "DOUBLE", "NULL"].contains(type)
  }

  private static func isDay(_ type: String) -> Bool {
    type == "DATE" || type.hasPrefix("TIMESTAMP") || type == "NULL"
  }
}
