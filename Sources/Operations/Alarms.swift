import Foundation

/// What watches the metrics, and what an operator can say about it. Each change is in the audit.
package protocol AlarmOperations: Sendable {
  /// In the order of their names, as of a moment; nil: now. Nothing is written.
  func alarms(asOf: Date?) throws -> [AlarmStatus]

  /// Says that somebody looks after an alarm that is on. Throws `refused` where it is not.
  func acknowledgeAlarm(_ name: String) throws

  /// Withholds an alarm's actions until a moment; nil ends that.
  func muteAlarm(_ name: String, until: Date?) throws
}
