import Foundation
import GRDB
import Ledger
import Metrics

extension Journal {
  package func periodValues(
    of stream: MetricStream, _ statistic: Statistic, _ periods: PeriodSeries, from: Date, until: Date
  ) throws(JournalError) -> [PeriodValue] {
    let length = Int64(periods.period) * 1000
    return try read { db in
      let found = try Row.fetchCursor(
        db, sql: Self.periodQuery, arguments: [length, stream.id, from.milliseconds, until.milliseconds])
      var values: [PeriodValue] = []
      while let row = try found.next() {
        let set = StatisticSet(stored: row[1], row[2], row[3], row[4])
        guard let value = statistic.value(of: [], [set]) else { continue }
        values.append(PeriodValue(start: Date(milliseconds: row[0]), value: value))
      }
      return values
    }
  }

  static let periodQuery = """
    SELECT at - (at % ?1 + ?1) % ?1 AS start, sum(samples), sum(total), min(least), max(greatest) FROM (
      SELECT at, 1.0 AS samples, value AS total, value AS least, value AS greatest FROM datapoint
      WHERE metric = ?2 AND at >= ?3 AND at < ?4
      UNION ALL SELECT at, samples, total, least, greatest FROM statistic_set
      WHERE metric = ?2 AND period IN (1, 300, 3600) AND at >= ?3 AND at < ?4)
    GROUP BY start ORDER BY start
    """
}
