import Clocks
import Foundation

/// Why an alarm has its state, in one sentence.
enum AlarmWording {
  static func reason(
    _ alarm: MetricAlarm, _ verdict: AlarmVerdict, _ deciding: [AlarmDatapoint]
  ) -> String {
    let condition = alarm.condition
    guard !deciding.isEmpty else { return withoutData(condition, verdict) }
    let values = deciding.prefix(5).map { point in
      let band = condition.comparison.takesBand ? " (expected \(band(point.limits)))" : ""
      return
        "\(MetricNumber.short(point.value, beside: point.limits)) at \(Timestamp.text(point.start).prefix(16))Z\(band)"
    }
    let more = deciding.count > 5 ? ", …" : ""
    let missing = verdict.filled > 0 ? ", \(verdict.filled) missing (\(condition.missingData.rawValue))" : ""
    let kept = verdict.state == nil ? "; the state is kept" : ""
    return
      "\(verdict.breaching.count) of \(deciding.count) datapoints \(condition.comparison.words) \(limit(condition)), "
      + "\(condition.datapointsToAlarm) of \(condition.evaluationPeriods) make an "
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

  private static func limit(_ condition: AlarmCondition) -> String {
    condition.comparison.takesBand
      ? "the expected band" : "the threshold \(MetricNumber.text(condition.threshold))"
  }

  private static func band(_ limits: ClosedRange<Double>) -> String {
    // Edges come of a calculation; four digits are what anybody reads.
    func edge(_ value: Double) -> String {
      value.formatted(
        .number.precision(.significantDigits(1...4)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
    }
    return "\(edge(limits.lowerBound)) to \(edge(limits.upperBound))"
  }
}
