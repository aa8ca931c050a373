import Canvas
import Charts
import Clocks
import Foundation
import JSON
import Metrics
import Operations
import Presentation
import Words

/// A metric's values over time.
package struct MetricCurve {
  let key: MetricKey
  let statistic: Statistic
  /// Seconds.
  let period: Int
  /// The start of the period that is still filling.
  let filling: Date
  let values: [PeriodValue]

  /// - Parameters:
  ///   - period: seconds.
  ///   - filling: the start of the period that is still filling.
  package init(_ key: MetricKey, _ statistic: Statistic, period: Int, filling: Date, values: [PeriodValue]) {
    (self.key, self.statistic, self.period) = (key, statistic, period)
    (self.filling, self.values) = (filling, values)
  }
}

package enum MetricsText {
  package static func lines(_ streams: [MetricKey], _ page: Page) -> [StyledLine] {
    var table = TextTable([.init("metric"), .init("unit"), .init("dimensions", isFlexible: true)])
    for stream in streams {
      table.add([
        StyledLine(stream.metric.name), StyledLine(stream.unit.rawValue, .dim), StyledLine(dimensions(stream)),
      ])
    }
    return streams.isEmpty
      ? [StyledLine("Nothing was measured yet; each run measures its steps.", .dim)] : table.lines(page)
  }

  package static func lines(_ curves: [MetricCurve], _ page: Page) -> [StyledLine] {
    curves.enumerated().flatMap { index, curve in (index > 0 ? [""] : []) + lines(curve, page) }
  }

  private static func lines(_ curve: MetricCurve, _ page: Page) -> [StyledLine] {
    var head = StyledLine(curve.key.metric.name, .title)
    let facts = [
      dimensions(curve.key), curve.key.unit.rawValue,
      "\(curve.statistic) over \(AgeText.duration(Double(curve.period)))",
    ]
    head.append("  " + facts.joined(separator: page.glyphs.separator), .dim)
    guard let highest = curve.values.map(\.value).max() else {
      return [head.cut(to: page.width, glyphs: page.glyphs), StyledLine("  no value in this time", .dim)]
    }
    var table = TextTable([.init("from"), .init("value", .right), .init("")], indent: 2)
    for value in curve.values {
      let bar = highest > 0 ? RunProgress.bar(max(0, value.value) / highest, 24, page) : ""
      table.add([
        StyledLine(MomentText.minutes(value.start, page)),
        StyledLine(NumberText.compact(value.value) + (value.start >= curve.filling ? " so far" : "")),
        StyledLine(bar, .series1),
      ])
    }
    return [head.cut(to: page.width, glyphs: page.glyphs)] + table.lines(page)
  }

  private static func dimensions(_ key: MetricKey) -> String {
    key.metric.dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}

extension MetricKey {
  package var json: JSONValue {
    [
      "namespace": .string(metric.namespace), "name": .string(metric.name), "unit": .string(unit.rawValue),
      "dimensions": .object(JSONObject(metric.dimensions.map { ($0.name, .string($0.value)) })),
    ]
  }
}

extension MetricCurve {
  package var json: JSONValue {
    var object = key.json.objectValue ?? [:]
    object["statistic"] = .string(statistic.description)
    object["periodSeconds"] = .int(period)
    object["values"] = .array(
      values.map {
        ["at": .string(Timestamp.text($0.start)), "value": .double($0.value), "partial": .bool($0.start >= filling)]
      })
    return .object(object)
  }
}
