import Foundation

/// What watches the metrics.
package protocol AlarmReading: Sendable {
  /// In the order of their names, evaluated as of the moment. Nothing is written.
  func alarms(asOf: Date?) throws -> [AlarmStatus]

  /// An alarm with its datapoints and its history, and what another definition would have done. Nothing is written.
  /// Throws `notFound`.
  func alarmPage(_ request: AlarmPageRequest, asOf: Date?) throws -> AlarmPage
}

extension AlarmReading {
  package func alarmPage(_ request: AlarmPageRequest) throws -> AlarmPage { try alarmPage(request, asOf: nil) }
}

/// The same with what an operator can say about it. Each change is in the audit.
package protocol AlarmOperations: AlarmReading {
  /// Says that somebody looks after an alarm that is on. Throws `refused` where it is not.
  func acknowledgeAlarm(_ name: String) throws

  /// Withholds an alarm's actions until a moment; nil ends that.
  func muteAlarm(_ name: String, until: Date?) throws

  /// Writes the definition that a request tries to its file in the project, a new one by its name. Throws `refused` where a
  /// file of that name is there, or where the project would not be valid with it; then nothing is written.
  ///
  /// - Returns: the file: `alarms/late.yml`.
  func writeAlarm(_ request: AlarmPageRequest) throws -> String
}
