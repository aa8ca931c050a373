import Clocks
import DeltaLog
import Engine
import Foundation
import JSON
import Journal
import ModelSQL
import Project

/// What the rows of a table tell of when things happened, where it declares `event_time`.
package struct EventTimes: Sendable, Hashable {
  /// The newest moment that is not after the look.
  package var newest: Date?
  /// The newest moment that was after it: a clock that is wrong, or a typo. It counts for freshness when it has come.
  package var future: Date?
  /// Values that are no moment to the letter, in the rows looked at last.
  package var unreadable: Int64 = 0
  /// Whether the rows looked at last had values, and none of them is a moment.
  package var isUnknown = false
  /// The column that was looked at.
  package var column: String?

  package init(column: String? = nil) { self.column = column }

  /// Takes in what rows looked at later told.
  func followed(by later: EventTimes) -> EventTimes {
    var all = later
    all.newest = [newest, later.newest].compactMap { $0 }.max()
    all.future = [future, later.future].compactMap { $0 }.max()
    return all
  }

  // MARK: In the journal

  package init(details: JSONValue) {
    newest = details["newestEvent"]?.stringValue.flatMap(Timestamp.parse)
    future = details["futureEvent"]?.stringValue.flatMap(Timestamp.parse)
    unreadable = details["unreadableEvents"]?.intValue ?? 0
    isUnknown = details["isEventUnknown"]?.boolValue ?? false
    column = details["eventTime"]?.stringValue
  }

  func write(to details: inout JSONObject) {
    if let newest { details["newestEvent"] = .string(Timestamp.text(newest)) }
    if let future { details["futureEvent"] = .string(Timestamp.text(future)) }
    if unreadable > 0 { details["unreadableEvents"] = .int(unreadable) }
    if isUnknown { details["isEventUnknown"] = true }
    if let column { details["eventTime"] = .string(column) }
  }

  /// What there is to tell about them, each in a sentence.
  package func doubts(_ column: String, now: Date) -> [String] {
    var doubts: [String] = []
    if unreadable > 0 {
      doubts.append(
        "\(unreadable) value\(unreadable == 1 ? "" : "s") of \(column) cannot be read as a moment (yyyy-MM-dd, or "
          + "yyyy-MM-ddTHH:mm:ss with Z, an offset or nothing for UTC)")
    }
    if let future, future > now {
      doubts.append("\(column) goes to \(Timestamp.text(future)), which is in the future and does not count as fresh")
    }
    return doubts
  }
}

/// Finds the event times of a source's rows.
struct NewestEvent {
  let session: LakeSession
  let source: SourceDefinition

  /// Of the files a step has just loaded, and of all before: only the new ones are read.
  func after(loading files: [ManifestRecord]) throws -> EventTimes? {
    guard let column = source.eventTime else { return nil }
    let before = EventTimes(
      details: try session.journal.latestSuccess(of: source.table.description)?.details ?? .null)
    guard before.column == column else {
      // The setting is new, or another: what was loaded before is looked at once.
      let all = try session.journal.latestManifests(of: source.name, limit: Int.max).filter { $0.status == .loaded }
      return try times(column, in: all) ?? EventTimes(column: column)
    }
    return before.followed(by: try times(column, in: files) ?? before)
  }

  /// Nil where the files have no row with such a value.
  private func times(_ column: String, in files: [ManifestRecord]) throws -> EventTimes? {
    let columns = BronzeView.columns(of: source, files)
    guard !files.isEmpty, columns.map(ColumnNames.folded).contains(ColumnNames.folded(column)) || column.hasPrefix("_")
    else { return nil }
    var view = BronzeView(session: session, source: source, columns: columns)
    try view.takeTypes(of: files)
    let rows = try view.sql(files, function: "assay_event_rows")
    return try EventTimes.ask(session, column, of: rows)
  }
}

extension NewestEvent {
  /// Of a table as it stands. What its log says about typed columns answers without reading; a text, and a table whose
  /// newest value is in the future, are looked at.
  static func of(_ snapshot: Snapshot, model: Model, session: LakeSession) throws -> EventTimes? {
    guard let column = model.settings.eventTime, snapshot.rowCount != 0 else { return nil }
    let type = snapshot.schema.fields.first { $0.name == column }?.type
    let bounds = snapshot.files.map { $0.stats?.maxValues[column]?.stringValue }
    if type == .date || type == .timestamp, bounds.allSatisfy({ $0 != nil }) {
      let zone = session.workspace.project.timeZone
      let newest = bounds.compactMap { $0 }.max().flatMap { text in
        CalendarDay(text).map { zone.start(of: $0) } ?? Timestamp.parse(text)
      }
      if let newest, newest <= session.workspace.clock.now() {
        var times = EventTimes(column: column)
        times.newest = newest
        return times
      }
    }
    return try EventTimes.ask(session, column, of: DeltaRelation(snapshot).sql) ?? EventTimes(column: column)
  }
}

extension EventTimes {
  /// Looks at a column of a query's rows; nil where it has no value at all. A day begins where the project's days begin.
  static func ask(_ session: LakeSession, _ column: String, of rows: String) throws -> EventTimes? {
    let workspace = session.workspace
    let (value, text) = (Quote.name(column), "CAST(\(Quote.name(column)) AS VARCHAR)")
    let isTyped = "typeof(\(value)) IN ('DATE', 'TIMESTAMP')"
    let moment = "CASE WHEN \(isTyped) THEN TRY_CAST(\(text) AS TIMESTAMP) ELSE \(MomentSQL.moment(text)) END"
    let (now, today) = (Quote.text(Timestamp.text(workspace.clock.now())), Quote.text(workspace.today.description))
    let result = try session.connection.query(
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
    times.newest = [date(result[0], zone), date(result[2], zone)].compactMap { $0 }.max()
    times.future = [date(result[1], zone), date(result[3], zone)].compactMap { $0 }.max()
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
