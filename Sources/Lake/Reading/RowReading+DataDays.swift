import Clocks
import Engine
import Foundation
import ModelSQL
import Words

extension RowReading {
  /// The first and the last day of the data that queries look at: of the columns they hold against `$from` and `$to`, and
  /// of the event times of the tables they read. Nil when there is no such column, or no row.
  ///
  /// A column of firsts of months, or of Mondays, stands for whole months and weeks: its last day is the end of the last
  /// of them, unless another column knows better. Days after `today` do not count where there are others: one mistyped
  /// year would empty every report.
  package func dataDays(of queries: [SQLText], file: String, until today: CalendarDay) throws
    -> DataDays?
  {
    var reach = DataReach(today: today)
    var seen: Set<[String]> = []
    for query in queries {
      // A query that does not parse, or a table that was never built, is told where it is drawn.
      guard let parsed = try? session.parse(query: query, file: file) else { continue }
      for table in parsed.inputs where (try? admit([table])) != nil && (try? createView(table)) != nil {
        for column in try dayColumns(table, parsed.dayColumns) where seen.insert([table.description, column]).inserted {
          reach.add(try extent(table, column, today))
        }
      }
    }
    return reach.days
  }

  /// Its columns that tell days, among the named ones and its event time.
  private func dayColumns(_ table: TableName, _ named: Set<String>) throws -> [String] {
    let event = session.workspace.project.model(table)?.settings.eventTime
    let wanted = Set((named.union(event.map { [$0] } ?? [])).map { $0.lowercased() })
    guard !wanted.isEmpty else { return [] }
    return try session.connection.query("DESCRIBE \(table.sql)").rows.compactMap { row in
      let (name, type) = (row[0].displayText, row[1].displayText)
      let tellsDays = type == "DATE" || type == "VARCHAR" || type.hasPrefix("TIMESTAMP")
      return tellsDays && wanted.contains(name.lowercased()) ? name : nil
    }
  }

  private func extent(_ table: TableName, _ column: String, _ today: CalendarDay) throws -> DataReach.Extent? {
    let day = "TRY_CAST(\(Quote.name(column)) AS DATE)"
    let row = try session.connection.query(
      """
      SELECT min(d), max(d) FILTER (WHERE d <= $today), max(d), count(DISTINCT d),
        bool_and(day(d) = 1), bool_and(isodow(d) = 1)
      FROM (SELECT \(day) AS d FROM \(table.sql)) WHERE isfinite(d)
      """, named: ["today": .date(today)]
    ).rows.first
    guard let row, let first = row[0].day, let last = row[1].day ?? row[2].day else { return nil }
    return DataReach.Extent(
      first: first, last: last,
      bucket: (row[3].intValue ?? 0) < 2 ? .day : row[4].isTrue ? .month : row[5].isTrue ? .week : .day)
  }
}

/// The days that data reach.
package struct DataDays: Sendable, Hashable {
  package let first: CalendarDay
  package let last: CalendarDay
  /// The day of the newest value: before `last` where values stand for whole weeks or months.
  package let newestValue: CalendarDay
  package init(first: CalendarDay, last: CalendarDay, newestValue: CalendarDay) {
    (self.first, self.last, self.newestValue) = (first, last, newestValue)
  }
}

/// The days that several columns reach.
private struct DataReach {
  enum Bucket { case day, week, month }

  struct Extent {
    let first: CalendarDay
    let last: CalendarDay
    let bucket: Bucket

    /// The last day its last value stands for.
    var end: CalendarDay {
      switch bucket {
      case .day: return last
      case .week: return last.advanced(by: 6)
      case .month:
        let (year, month, _) = last.components
        return CalendarDay(year: year + month / 12, month: month % 12 + 1, day: 1).advanced(by: -1)
      }
    }
  }

  let today: CalendarDay
  private var extents: [Extent] = []

  init(today: CalendarDay) { self.today = today }

  mutating func add(_ extent: Extent?) { extents += extent.map { [$0] } ?? [] }

  var days: DataDays? {
    guard let first = extents.map(\.first).min() else { return nil }
    let exact = extents.filter { $0.bucket == .day }.map(\.last).max()
    let whole = extents.filter { $0.bucket != .day }
    // A bucket that begins after all the exact days has days of its own.
    let ends = whole.filter { bucket in exact.map { bucket.last > $0 } ?? true }.map {
      min($0.end, max(today, $0.last))
    }
    guard let last = (ends + (exact.map { [$0] } ?? [])).max() else { return nil }
    let newest = extents.map(\.last).filter { $0 <= last }.max() ?? last
    return DataDays(first: min(first, last), last: last, newestValue: newest)
  }
}

extension Value {
  fileprivate var day: CalendarDay? { if case .date(let day) = self { day } else { nil } }
  fileprivate var isTrue: Bool { if case .bool(true) = self { true } else { false } }
}
