import Foundation
import GRDB
import Ledger
import Metrics

extension Journal {
  package func periodValues(
    of stream: MetricStream, _ statistic: Statistic, _ periods: PeriodSeries, from: Date, until: Date
  ) throws(JournalError) -> [PeriodValue] {
    let span = PeriodSpan(
      stream: stream.id, length: Int64(periods.period) * 1000, from.milliseconds, until.milliseconds)
    return try read { db in
      let raw = try rawSets(span, statistic, db)
      let all = try storedSets(span, db).merging(raw) { $0.merged(with: $1) }
      return all.sorted { $0.key < $1.key }.compactMap { start, set in
        statistic.value(of: [], [set]).map { PeriodValue(start: Date(milliseconds: start), value: $0) }
      }
    }
  }

  /// Up to so many periods each is asked for by itself: the index has them in order, and what a statistic needs of the rows
  /// is added up as they come. Gathering all rows into groups first took eight times as long for a year of minutes.
  private static let mostRanges: Int64 = 10_000

  private func rawSets(_ span: PeriodSpan, _ statistic: Statistic, _ db: Database) throws -> [Int64: StatisticSet] {
    let ends = try Row.fetchOne(
      db.cachedStatement(sql: Self.endsQuery), arguments: [span.stream, span.from, span.until])
    guard let first: Int64 = ends?[0], let last: Int64 = ends?[1] else { return [:] }
    let start = span.start(of: first)
    guard (last - start) / span.length < Self.mostRanges else { return try groupedSets(span, db) }
    let ask = try db.cachedStatement(
      sql: "SELECT \(statistic.parts) FROM datapoint WHERE metric = ? AND at >= ? AND at < ?")
    var sets: [Int64: StatisticSet] = [:]
    for start in stride(from: start, through: last, by: Int(span.length)) {
      let (from, until) = (max(start, span.from), min(start + span.length, span.until))
      guard let row = try Row.fetchOne(ask, arguments: [span.stream, from, until]), row[0] as Double > 0 else {
        continue
      }
      sets[start] = StatisticSet(stored: row[0], row[1], row[2], row[3])
    }
    return sets
  }

  /// Each end by itself: the index has it at once, where both of one query would be looked for in all rows.
  private static let endsQuery = {
    let rows = "FROM datapoint WHERE metric = ?1 AND at >= ?2 AND at < ?3"
    return "SELECT (SELECT min(at) \(rows)), (SELECT max(at) \(rows))"
  }()

  private func groupedSets(_ span: PeriodSpan, _ db: Database) throws -> [Int64: StatisticSet] {
    try sets(
      db,
      """
      SELECT at - (at % ?1 + ?1) % ?1 AS start, count(*) + 0.0, sum(value), min(value), max(value) FROM datapoint
      WHERE metric = ?2 AND at >= ?3 AND at < ?4 GROUP BY start
      """, span)
  }

  private func storedSets(_ span: PeriodSpan, _ db: Database) throws -> [Int64: StatisticSet] {
    try sets(
      db,
      """
      SELECT at - (at % ?1 + ?1) % ?1 AS start, sum(samples), sum(total), min(least), max(greatest) FROM statistic_set
      WHERE metric = ?2 AND period IN (1, 300, 3600) AND at >= ?3 AND at < ?4 GROUP BY start
      """, span)
  }

  private func sets(_ db: Database, _ sql: String, _ span: PeriodSpan) throws -> [Int64: StatisticSet] {
    let found = try Row.fetchCursor(db, sql: sql, arguments: [span.length, span.stream, span.from, span.until])
    var sets: [Int64: StatisticSet] = [:]
    while let row = try found.next() { sets[row[0]] = StatisticSet(stored: row[1], row[2], row[3], row[4]) }
    return sets
  }
}

/// Periods of one stream, in milliseconds.
private struct PeriodSpan {
  let stream: Int64
  let length: Int64
  let from: Int64
  let until: Int64

  init(stream: Int64, length: Int64, _ from: Int64, _ until: Int64) {
    (self.stream, self.length, self.from, self.until) = (stream, length, from, until)
  }

  /// Also before 1970.
  func start(of moment: Int64) -> Int64 { moment - (moment % length + length) % length }
}

extension Statistic {
  /// The number of samples, and what of sum, minimum and maximum it is told from; the others stay 0, as each costs.
  fileprivate var parts: String {
    let count = "count(*) + 0.0"
    return switch self {
    case .sampleCount: "\(count), 0.0, 0.0, 0.0"
    case .sum, .average: "\(count), total(value), 0.0, 0.0"
    case .minimum: "\(count), 0.0, coalesce(min(value), 0.0), 0.0"
    case .maximum: "\(count), 0.0, 0.0, coalesce(max(value), 0.0)"
    default: "\(count), total(value), coalesce(min(value), 0.0), coalesce(max(value), 0.0)"
    }
  }
}
