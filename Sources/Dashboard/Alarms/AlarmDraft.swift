import Foundation
import Metrics
import Operations

/// Alarms as somebody makes and changes them on the screen.
enum AlarmDraft {
  /// An alarm on what a chart shows, its threshold a fifth above the greatest value; nil for a period no alarm has.
  static func alarm(
    on key: MetricKey, _ chart: MetricChart, _ values: [PeriodValue], bandWidth: Double?
  ) -> MetricAlarm? {
    guard [10, 20, 30].contains(chart.period) || chart.period.isMultiple(of: 60), chart.period <= 604_800,
      let period = PeriodSeries(period: chart.period)
    else { return nil }
    let name = name(key.metric)
    if let bandWidth {
      return MetricAlarm.band(
        name: name, key.metric, unit: key.unit, chart.statistic, period: period, width: bandWidth,
        description: "\(key.metric.name) is not what it usually is.")
    }
    let greatest = values.map(\.value).max() ?? 0
    let step = step(values.map(\.value), greatest)
    return MetricAlarm(
      name: name, description: "\(key.metric.name) is too high.",
      subject: .metric(MetricStatistic(key.metric, unit: key.unit, chart.statistic, period: period)), period: period,
      condition: AlarmCondition(
        .greaterThan, moved(greatest, by: 10, step: step), evaluationPeriods: 1, missingData: .ignore))
  }

  /// `records_rejected_silver_orders`: small letters, digits and `_`.
  static func name(_ metric: MetricName) -> String {
    var name = ""
    var previous: Character = "_"
    for character in metric.name + "_" + MetricText.place(metric) {
      let isWord = character.isASCII && (character.isLetter || character.isNumber)
      if isWord, character.isUppercase, previous.isLowercase { name += "_" }
      if isWord { name += character.lowercased() } else if name.last != "_" { name += "_" }
      previous = character
    }
    while name.last == "_" { name.removeLast() }
    return String(name.prefix(100))
  }

  /// A fiftieth of what the values reach over, as 1, 2 or 5 of a power of ten.
  static func step(_ values: [Double], _ threshold: Double) -> Double {
    let all = values + [threshold]
    let reach = (all.max() ?? 0) - (all.min() ?? 0)
    let rough = max(reach > 0 ? reach / 50 : abs(threshold) / 50, 1e-9)
    let power = Foundation.pow(10, (Foundation.log10(rough)).rounded(.down))
    let factor = [1.0, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10
    return factor * power
  }

  /// So many steps further, on a multiple of the step.
  static func moved(_ threshold: Double, by count: Int, step: Double) -> Double {
    let place = threshold / step
    let start = count > 0 ? (place + 1e-6).rounded(.down) : (place - 1e-6).rounded(.up)
    let moved = (start + Double(count)) * step
    // 0.30000000000000004 is not what anybody means.
    guard let text = Double(String(format: "%.12g", moved)), text.isFinite else { return threshold }
    return text == 0 ? 0 : text
  }
}
