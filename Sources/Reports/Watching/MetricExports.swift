import Clocks
import Foundation
import Metrics
import Operations
import Presentation

/// The text that Prometheus scrapes (OpenMetrics 1.0): a gauge for each metric, its dimensions as labels.
package enum OpenMetrics {
  package static func text(_ newest: [(metric: MetricKey, sample: Sample)]) -> String {
    let families = Dictionary(grouping: newest) { family($0.metric.metric) }
    var text = ""
    for (name, members) in families.sorted(by: { $0.key < $1.key }) {
      text += "# TYPE \(name) gauge\n"
      let isOne = Set(members.map { $0.metric.metric.namespace + "\u{0}" + $0.metric.metric.name }).count == 1
      var seen: [String: Int] = [:]
      for (stream, sample) in members {
        var labels = labels(stream, isOne: isOne)
        // Streams whose names come to the same labels are told apart by number: a scraper takes none of two that are one.
        let times = seen[labels, default: 0]
        seen[labels] = times + 1
        if times > 0 { labels += ",assay_stream=\"\(times)\"" }
        let at = sample.at.timeIntervalSince1970
        text += "\(name){\(labels)} \(sample.value) \(String(format: "%.3f", at))\n"
      }
    }
    return text + "# EOF\n"
  }

  private static func family(_ metric: MetricName) -> String { word(metric.namespace) + "_" + word(metric.name) }

  /// `Lakehouse/Metrics` and `RecordsRead` become `lakehouse_metrics` and `records_read`.
  private static func word(_ text: String) -> String {
    var word = ""
    var previous: Character = "_"
    for character in text {
      guard character.isASCII, character.isLetter || character.isNumber else {
        if !word.isEmpty, word.last != "_" { word += "_" }
        previous = "_"
        continue
      }
      if character.isUppercase, previous.isLowercase { word += "_" }
      word += character.lowercased()
      previous = character
    }
    while word.last == "_" { word.removeLast() }
    return word.first.map { $0.isNumber ? "_" + word : word } ?? "_"
  }

  /// The unit is a label, since streams of one metric may differ in it.
  private static func labels(_ stream: MetricKey, isOne: Bool) -> String {
    var labels = stream.metric.dimensions.map { (word($0.name), $0.value) }
    // Dimensions whose names come to the same label are told apart by number.
    for index in labels.indices where labels[..<index].contains(where: { $0.0 == labels[index].0 }) {
      labels[index].0 += "_\(index)"
    }
    if !labels.contains(where: { $0.0 == "unit" }) { labels.append(("unit", stream.unit.rawValue)) }
    if !isOne { labels.append(("assay_metric", stream.metric.namespace + "/" + stream.metric.name)) }
    return labels.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

/// Every value as a row.
package enum MetricsCSV {
  package static let header = "timestamp,namespace,name,dimensions,unit,samplecount,sum,minimum,maximum\n"

  package static func rows(_ stream: MetricKey, _ samples: [Sample]) -> String {
    let dimensions = stream.metric.dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
    let facts: [String?] = [
      stream.metric.namespace, stream.metric.name, dimensions.isEmpty ? nil : dimensions, stream.unit.rawValue,
    ]
    return samples.map { sample in
      let set = sample.set ?? StatisticSet(sample.value)
      let numbers = [set.sampleCount, set.sum, set.minimum, set.maximum].map(MetricNumber.text)
      return CSVText.line([Timestamp.text(sample.at)] + facts + numbers)
    }.joined()
  }
}
