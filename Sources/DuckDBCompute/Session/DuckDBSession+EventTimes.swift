import Clocks
import Engine
import Foundation
import Lake
import Project
import Rows
import Words

extension DuckDBSession {
  /// A day begins where the project's days begin.
  package func eventTimes(_ column: String, of rows: RowSet) throws -> EventTimes? {
    let rows = try sql(of: rows)
    let (value, text) = (SQLQuote.name(column), "CAST(\(SQLQuote.name(column)) AS VARCHAR)")
    let isTyped = "typeof(\(value)) IN ('DATE', 'TIMESTAMP')"
    let moment = "CASE WHEN \(isTyped) THEN TRY_CAST(\(text) AS TIMESTAMP) ELSE \(MomentSQL.moment(text)) END"
    let (now, today) = (
      SQLQuote.text(Timestamp.text(workspace.clock.now())), SQLQuote.text(workspace.today.description)
    )
    let result = try connection.query(
      """
      SELECT max(m) FILTER (WHERE NOT d AND m <= now), max(m) FILTER (WHERE NOT d AND m > now),
        max(CAST(m AS DATE)) FILTER (WHERE d AND m <= today), max(CAST(m AS DATE)) FILTER (WHERE d AND m > today),
        count(v), count(v) - count(m)
      FROM (SELECT \(value) AS v, \(moment) AS m, typeof(\(value)) = 'DATE' OR strlen(\(text)) = 10 AS d,
        CAST(\(now) AS TIMESTAMP) AS now, CAST(\(today) AS TIMESTAMP) AS today FROM (\(rows)))
      """
    ).rows[0]
    guard let values = result[4].intValue, values > 0 else { return nil }
    let zone = workspace.project.timeZone
    var times = EventTimes(column: column)
    times.newest = [Self.date(result[0], zone), Self.date(result[2], zone)].compactMap { $0 }.max()
    times.future = [Self.date(result[1], zone), Self.date(result[3], zone)].compactMap { $0 }.max()
    times.unreadable = result[5].intValue ?? 0
    times.isUnknown = times.unreadable == values
    return times
  }

  private static func date(_ value: Value, _ zone: DayZone) -> Date? {
    switch value {
    case .timestamp(let microseconds): Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    case .date(let day): zone.start(of: day)
    default: nil
    }
  }
}
