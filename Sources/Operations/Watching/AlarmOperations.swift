import Foundation
import Metrics

/// What watches the metrics.
package protocol AlarmReading: Sendable {
  /// In the order of their names, evaluated as of the moment. Nothing is written.
  func alarms(asOf: Date?) throws -> [AlarmStatus]

  /// An alarm with its datapoints and its history, and what another definition would have done. Nothing is written.
  /// Throws `notFound`.
  func alarmPage(_ request: AlarmPageRequest, asOf: Date?) throws -> AlarmPage

  /// What an alarm, or all of them, did until the moment, newest first. Throws `notFound`.
  func alarmHistory(of name: String?, limit: Int, asOf: Date?) throws -> [AlarmEvent]

  /// An alarm as the project defines it. Throws `notFound`.
  func alarmDefinition(_ name: String) throws -> AlarmDefinition

  /// What a definition would have done over what was measured. Nothing is written.
  func backtest(_ alarm: MetricAlarm, _ test: AlarmTest, asOf: Date?) throws -> AlarmTimeline
}

/// Over which time an alarm is tried, and the state it was in before.
package struct AlarmTest: Sendable, Hashable {
  package let range: ClosedRange<Date>
  package let initialState: AlarmState

  package init(over range: ClosedRange<Date>, from state: AlarmState = .insufficientData) {
    (self.range, initialState) = (range, state)
  }
}

extension AlarmReading {
  package func alarmPage(_ request: AlarmPageRequest) throws -> AlarmPage { try alarmPage(request, asOf: nil) }
}

/// The same with what an operator can say about it. Each change is in the audit.
package protocol AlarmOperations: AlarmReading {
  /// Acknowledges, mutes, enables or disables an alarm. Throws `notFound`, and `refused` where there is nothing to
  /// acknowledge.
  func change(alarm name: String, _ change: AlarmChange) throws

  /// Evaluates all alarms, writes down what changed and does what is due; each change once, whoever else evaluates. Blocks
  /// until the actions are done or past their time.
  func evaluateAlarms() throws

  /// Writes the definition that a request tries to its file in the project, a new one by its name. Throws `refused` where a
  /// file of that name is there, or where the project would not be valid with it; then nothing is written.
  ///
  /// - Returns: the file: `alarms/late.yml`.
  func writeAlarm(_ request: AlarmPageRequest) throws -> String
}
