import Clocks
import Lake
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
    var seen: [TableName: Set<String>] = [:]
    for query in queries {
      // A query that does not parse, or a table that was never built, is told where it is drawn.
      guard let parsed = try? session.compute.understand(query, file: file) else { continue }
      for table in parsed.inputs where (try? admit([table])) != nil {
        let wanted = dayColumns(table, parsed.dayColumns).subtracting(seen[table, default: []])
        guard !wanted.isEmpty, let input = try? readable(table) else { continue }
        for extent in try session.compute.extents(of: wanted, in: input, until: today) { reach.add(extent) }
        seen[table, default: []].formUnion(wanted)
      }
    }
    return reach.days
  }

  /// The names, in lower case, of columns that may tell its days: those that a query says, and its event time.
  private func dayColumns(_ table: TableName, _ named: Set<String>) -> Set<String> {
    let event = session.workspace.project.model(table)?.settings.eventTime
    return Set((named.union(event.map { [$0] } ?? [])).map { $0.lowercased() })
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
  let today: CalendarDay
  private var extents: [DayExtent] = []

  init(today: CalendarDay) { self.today = today }

  mutating func add(_ extent: DayExtent) { extents.append(extent) }

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

extension DayExtent {
  /// The last day its last value stands for.
  fileprivate var end: CalendarDay {
    switch bucket {
    case .day: return last
    case .week: return last.advanced(by: 6)
    case .month:
      let (year, month, _) = last.components
      return CalendarDay(year: year + month / 12, month: month % 12 + 1, day: 1).advanced(by: -1)
    }
  }
}
