import Canvas
import Metrics
import Operations
import Widgets
import Words

/// Metrics and their values as they stand on screens.
enum MetricText {
  /// `1.2k`, `99.1 %`, `340 ms`, `1 min 27 s`, `4.5 MB`.
  static func value(_ value: Double, _ unit: MetricUnit) -> String {
    switch unit {
    case .seconds where value >= 60: return AgeText.duration(value)
    case .milliseconds where value >= 1000: return AgeText.duration(value / 1000)
    case .bytes where value >= 1000: if let count = Int(exactly: value.rounded()) { return NumberText.bytes(count) }
    default: break
    }
    let number = NumberText.compact(value)
    return suffix(unit).isEmpty ? number : number + " " + suffix(unit)
  }

  static func suffix(_ unit: MetricUnit) -> String {
    switch unit {
    case .count, .none: ""
    case .percent: "%"
    case .seconds: "s"
    case .milliseconds: "ms"
    case .microseconds: "µs"
    case .bytes: "B"
    default: unit.rawValue
    }
  }

  /// `+12`, `-0.3`, `-12 h`, `+386 ms`, `=` where it stayed: in the unit that values are shown in.
  static func change(_ change: Double, _ unit: MetricUnit) -> String {
    change == 0 ? "=" : (change > 0 ? "+" : "-") + value(abs(change), unit)
  }

  /// What tells it from others of its name: the table alone where it has one, else all values of its dimensions.
  static func place(_ metric: MetricName) -> String {
    if let table = metric.dimensions.first(where: { $0.name == "Table" }) { return table.value }
    return metric.dimensions.map(\.value).joined(separator: " ")
  }

  /// `RecordsRead silver.orders`.
  static func name(_ key: MetricKey) -> String {
    let place = place(key.metric)
    return place.isEmpty ? key.metric.name : key.metric.name + " " + place
  }

  /// `Layer=silver Table=silver.orders`.
  static func dimensions(_ metric: MetricName) -> String {
    metric.dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  /// `5 min`, `1 h`, `1 d`.
  static func period(_ seconds: Int) -> String {
    for (length, unit) in [(86_400, "d"), (3600, "h"), (60, "min")]
    where seconds >= length && seconds.isMultiple(of: length) { return "\(seconds / length) \(unit)" }
    return "\(seconds) s"
  }
}

extension AlarmState {
  var look: StateLook {
    switch self {
    case .alarm: StateLook(.failed, word: "ALARM")
    case .ok: StateLook(.ok)
    case .insufficientData: StateLook(.unknown, word: "NO DATA")
    }
  }
}
