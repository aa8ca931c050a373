import Foundation
import Metrics

/// Alarms as they were evaluated last, what happened to them, and their actions.
package protocol AlarmStore: Sendable {
  /// Every alarm that was ever evaluated or changed, by name.
  func alarmRecords() throws(JournalError) -> [String: AlarmRecord]

  /// Writes how an alarm is now, with what happened since, unless somebody else did so in between.
  ///
  /// - Parameter evaluatedAt: when it was evaluated last, as the caller knew it.
  /// - Returns: the events as stored; nil where another was first, and nothing is written.
  func advance(
    _ record: AlarmRecord, from evaluatedAt: Date?, _ events: [NewAlarmEvent]
  ) throws(JournalError) -> [AlarmEvent]?

  /// Acknowledges, mutes, enables or disables an alarm, with an audit of who did.
  ///
  /// - Returns: the alarm afterwards; nil where there is nothing to acknowledge, and nothing is written.
  func change(_ name: String, _ change: AlarmChange, by actor: String) throws(JournalError) -> AlarmRecord?

  /// Newest first; `before` is the id of the last one of a page.
  func alarmHistory(
    of name: String?, kind: AlarmEventKind?, before: Int64?, limit: Int
  ) throws(JournalError) -> [AlarmEvent]

  /// Actions that were to be done and were not begun, oldest first.
  func pendingActions() throws(JournalError) -> [AlarmEvent]

  /// Takes a pending action, so that it is done once. False where somebody else took it.
  func beginAction(_ id: Int64) throws(JournalError) -> Bool

  /// - Parameter outcome: one sentence: `done`, or what went wrong.
  func endAction(_ id: Int64, _ outcome: String) throws(JournalError)
}
