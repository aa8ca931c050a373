import Clocks
import Foundation

/// Why an alarm has its state, in one sentence.
enum AlarmWording {
  static func reason(
    _ alarm: MetricAlarm, _ verdict: AlarmVerdict, _ deciding: [AlarmDatapoint], _ state: AlarmState
  ) -> String {
    let condition = alarm.condition
    guard !deciding.isEmpty else { return withoutData(condition, verdict) }
    let values = deciding.prefix(5).map { "\(number($0.value)) at \(Timestamp.text($0.start).prefix(16))Z" }
    let more = deciding.count > 5 ? ", …" : ""
    let missing = verdict.filled > 0 ? ", \(verdict.filled) missing (\(condition.missingData.rawValue))" : ""
    let kept = verdict.state == nil ? "; the state is kept" : ""
    return "\(verdict.breaching.count) of \(deciding.count) datapoints \(condition.comparison.words) the threshold "
      + "\(number(condition.threshold)), \(condition.datapointsToAlarm) of \(condition.evaluationPeriods) make an "
      + "alarm [\(values.joined(separator: ", "))\(more)]\(missing)\(kept)"
  }

  private static func withoutData(_ condition: AlarmCondition, _ verdict: AlarmVerdict) -> String {
    switch condition.missingData {
    case .missing: "no datapoint in the last \(condition.evaluationRange) periods"
    case .ignore: "no datapoint in the last \(condition.evaluationRange) periods; the state is kept"
    case .breaching: "no datapoint in the last \(condition.evaluationRange) periods, and missing data is breaching"
    case .notBreaching:
      "no datapoint in the last \(condition.evaluationRange) periods, and missing data is not breaching"
    }
  }

  /// The shortest text of a number, without the `.0` of a whole one.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}
