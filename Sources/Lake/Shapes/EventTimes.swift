import Clocks
import DeltaLog
import Foundation
import JSON
import ModelSQL

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
  package func followed(by later: EventTimes) -> EventTimes {
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

extension EventTimes {
  /// Of a table as it stands. What its log says about typed columns answers without reading; a text, and a table whose
  /// newest value is in the future, are looked at.
  package static func of(_ snapshot: Snapshot, model: Model, session: LakeSession) throws -> EventTimes? {
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
    return try session.compute.eventTimes(column, of: .version(snapshot)) ?? EventTimes(column: column)
  }
}
