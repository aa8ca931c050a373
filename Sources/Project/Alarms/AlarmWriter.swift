import Foundation
import Metrics

/// Writes an alarm as the YAML that `AlarmReader` reads.
package enum AlarmWriter {
  /// The whole text of a new alarm; nil for one on more than a metric and its band.
  package static func text(_ alarm: MetricAlarm) -> String? {
    guard let subject = subject(alarm) else { return nil }
    var lines = alarm.description.map { ["AlarmDescription: \(scalar($0))"] } ?? []
    lines += subject
    let condition = alarm.condition
    lines.append("EvaluationPeriods: \(condition.evaluationPeriods)")
    if condition.datapointsToAlarm != condition.evaluationPeriods {
      lines.append("DatapointsToAlarm: \(condition.datapointsToAlarm)")
    }
    if !condition.comparison.takesBand { lines.append("Threshold: \(MetricNumber.text(condition.threshold))") }
    lines.append("ComparisonOperator: \(condition.comparison.rawValue)")
    lines.append("TreatMissingData: \(condition.missingData.rawValue)")
    for (key, names) in [("AlarmActions", alarm.actions.onAlarm), ("OKActions", alarm.actions.onOK)]
    where !names.isEmpty {
      lines.append("\(key): [\(names.map(scalar).joined(separator: ", "))]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func subject(_ alarm: MetricAlarm) -> [String]? {
    switch alarm.subject {
    case .metric(let metric):
      return named(metric.metric) + unit(metric)
        + ["\(key(metric.statistic)): \(scalar("\(metric.statistic)"))", "Period: \(alarm.period.period)"]
    case .math(let math):
      guard let band = math.band, math.math.queries.count == 2, case .metric(let metric)? = query(math.judged, math),
        case .expression(let expression)? = query(band, math)
      else { return nil }
      let stat =
        ["      Metric:"] + named(metric.metric).map { "        " + $0 }
        + unit(metric).map { "      " + $0 }
        + ["      Period: \(alarm.period.period)", "      Stat: \(scalar("\(metric.statistic)"))"]
      return ["Metrics:", "  - Id: \(math.judged)", "    MetricStat:"] + stat
        + ["  - {Id: \(band), Expression: \(quoted(expression.text))}", "ThresholdMetricId: \(band)"]
    }
  }

  private static func query(_ id: String, _ math: AlarmMath) -> MathQuery.Content? {
    math.math.queries.first { $0.id == id }?.content
  }

  private static func named(_ metric: MetricName) -> [String] {
    let dimensions = metric.dimensions.map { "  - {Name: \(scalar($0.name)), Value: \(scalar($0.value))}" }
    return ["Namespace: \(scalar(metric.namespace))", "MetricName: \(scalar(metric.name))"]
      + (dimensions.isEmpty ? [] : ["Dimensions:"] + dimensions)
  }

  private static func unit(_ metric: MetricStatistic) -> [String] { metric.unit.map { ["Unit: \($0.rawValue)"] } ?? [] }

  private static func key(_ statistic: Statistic) -> String {
    switch statistic {
    case .sampleCount, .sum, .average, .minimum, .maximum: "Statistic"
    default: "ExtendedStatistic"
    }
  }

  /// Plain where YAML reads it as the same text, else in quotes.
  private static func scalar(_ text: String) -> String {
    let isWord = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    }
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", ""]
    guard isWord, let first = text.utf8.first, !(0x30...0x39).contains(first), first != UInt8(ascii: "."),
      !words.contains(text.lowercased())
    else { return quoted(text) }
    return text
  }

  private static func quoted(_ text: String) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += String(format: "\\x%02X", scalar.value)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return "\"" + quoted + "\""
  }

  // MARK: a file that is there

  /// The text of a file with other numbers where they stand; all else stays as somebody wrote it. Nil where a number that
  /// changes does not stand on a line of its own.
  package static func text(_ text: String, edited alarm: MetricAlarm, from stored: MetricAlarm) -> String? {
    var text: String? = text
    let (new, old) = (alarm.condition, stored.condition)
    if new.threshold != old.threshold { text = text.flatMap { set("Threshold", MetricNumber.text(new.threshold), $0) } }
    if new.comparison != old.comparison {
      text = text.flatMap { set("ComparisonOperator", new.comparison.rawValue, $0) }
    }
    if new.evaluationPeriods != old.evaluationPeriods {
      text = text.flatMap { set("EvaluationPeriods", "\(new.evaluationPeriods)", $0) }
    }
    // By default it is as large as the number of periods, and need not stand there.
    if new.datapointsToAlarm != old.datapointsToAlarm || new.evaluationPeriods != old.evaluationPeriods {
      text = text.flatMap { text in
        set("DatapointsToAlarm", "\(new.datapointsToAlarm)", text)
          ?? (new.datapointsToAlarm == new.evaluationPeriods
            ? text : add("DatapointsToAlarm: \(new.datapointsToAlarm)", before: "EvaluationPeriods", text))
      }
    }
    return text
  }

  private static func set(_ key: String, _ value: String, _ text: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let places = lines.indices.filter { lines[$0].hasPrefix(key + ":") }
    guard places.count == 1, let place = places.first else { return nil }
    let comment = lines[place].range(of: " #").map { String(lines[place][$0.lowerBound...]) } ?? ""
    lines[place] = "\(key): \(value)\(comment)"
    return lines.joined(separator: "\n")
  }

  private static func add(_ line: String, before key: String, _ text: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let place = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) else { return nil }
    lines.insert(line, at: place)
    return lines.joined(separator: "\n")
  }
}
