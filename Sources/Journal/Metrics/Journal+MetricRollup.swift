import Foundation
import GRDB
import Ledger
import Metrics

extension Journal {
  package func put(
    _ set: StatisticSet, of metric: MetricName, unit: MetricUnit, at moment: Date
  ) throws(JournalError) {
    try write(.process) { db in
      let id = try streamID(metric, unit, db)
      try db.execute(
        sql: "INSERT INTO statistic_set VALUES (?, ?, ?, ?, ?, ?, ?) \(Self.merge)",
        arguments: [
          id, Int64(MetricRetention.finest), moment.milliseconds, set.sampleCount, set.sum, set.minimum, set.maximum,
        ])
    }
  }

  private static let merge = """
    ON CONFLICT (metric, period, at) DO UPDATE SET samples = samples + excluded.samples, total = total + excluded.total,
      least = min(least, excluded.least), greatest = max(greatest, excluded.greatest)
    """

  /// Rolls up what is older than each level keeps, and removes what is older than all. In small transactions.
  ///
  /// - Returns: how many datapoints and sets were removed for good.
  func rollUp(_ retention: MetricRetention, now: Date) throws(JournalError) -> Int {
    let raw = Self.boundary(now, days: retention.rawDays, period: 300)
    let fiveMinutes = Self.boundary(now, days: retention.fiveMinuteDays, period: 3600)
    let hours = Self.boundary(now, days: retention.hourDays, period: 3600)
    // What is past all levels goes first; it need not be rolled up on its way out.
    let removed =
      try delete("DELETE FROM datapoint WHERE at < ?1 AND at <= \(Self.last(of: "datapoint", "at < ?1"))", hours)
      + delete(
        "DELETE FROM statistic_set WHERE period IN (1, 300, 3600) AND at < ?1 AND at <= \(Self.last(of: "statistic_set", "period IN (1, 300, 3600) AND at < ?1"))",
        hours)
    try move(
      from: "datapoint", where: "at < ?1", samples: "count(*)", "sum(value)", "min(value)", "max(value)", to: 300,
      before: raw)
    for (period, next, boundary) in [(MetricRetention.finest, 300, raw), (300, 3600, fiveMinutes)] {
      try move(
        from: "statistic_set", where: "period = \(period) AND at < ?1", samples: "sum(samples)", "sum(total)",
        "min(least)", "max(greatest)", to: next, before: boundary)
    }
    return removed
  }

  /// A whole period or nothing of it is rolled up, so that no period is in two levels.
  private static func boundary(_ now: Date, days: Int, period: Int64) -> Int64 {
    let length = period * 1000
    let moment = now.addingTimeInterval(-86_400 * Double(days)).milliseconds
    return moment - (moment % length + length) % length
  }

  private static let rollupBatch = 20_000

  /// The moment up to which a batch goes.
  private static func last(of table: String, _ condition: String) -> String {
    "(SELECT max(at) FROM (SELECT at FROM \(table) WHERE \(condition) ORDER BY at LIMIT \(rollupBatch)))"
  }

  private func delete(_ sql: String, _ boundary: Int64) throws(JournalError) -> Int {
    var total = 0
    while true {
      let removed = try write(.process) { db in
        try db.execute(sql: sql, arguments: [boundary])
        return db.changesCount
      }
      total += removed
      if removed == 0 { return total }
    }
  }

  private func move(
    from table: String, where condition: String, samples count: String, _ sum: String, _ least: String,
    _ greatest: String, to period: Int, before boundary: Int64
  ) throws(JournalError) {
    let length = period * 1000
    let batch = "\(condition) AND at <= \(Self.last(of: table, condition))"
    while true {
      let moved = try write(.process) { db in
        try db.execute(
          sql: """
            INSERT INTO statistic_set (metric, period, at, samples, total, least, greatest)
            SELECT metric, \(period), at - (at % \(length) + \(length)) % \(length) AS start, \(count), \(sum), \(least),
              \(greatest)
            FROM \(table) WHERE \(batch) GROUP BY metric, start \(Self.merge)
            """, arguments: [boundary])
        try db.execute(sql: "DELETE FROM \(table) WHERE \(batch)", arguments: [boundary])
        return db.changesCount
      }
      if moved == 0 { return }
    }
  }
}
