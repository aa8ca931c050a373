import Canvas
import Charts
import Clocks
import Foundation
import JSON
import Ledger
import Metrics
import Reports

/// A stream's values over time.
struct MetricCurve {
  let stream: MetricStream
  let statistic: Statistic
  /// Seconds.
  let period: Int
  /// The start of the period that is still filling.
  let filling: Date
  let values: [PeriodValue]
}

enum MetricsText {
  static func lines(_ streams: [MetricStream], _ page: Page) -> [StyledLine] {
    var table = TextTable([.init("metric"), .init("unit"), .init("dimensions", isFlexible: true)])
    for stream in streams {
      table.add([
        StyledLine(stream.metric.name), StyledLine(stream.unit.rawValue, .dim), StyledLine(dimensions(stream)),
      ])
    }
    return streams.isEmpty
      ? [StyledLine("Nothing was measured yet; each run measures its steps.", .dim)] : table.lines(page)
  }

  static func lines(_ curves: [MetricCurve], _ page: Page) -> [StyledLine] {
    curves.enumerated().flatMap { index, curve in (index > 0 ? [""] : []) + lines(curve, page) }
  }

  private static func lines(_ curve: MetricCurve, _ page: Page) -> [StyledLine] {
    var head = StyledLine(curve.stream.metric.name, .title)
    let facts = [
      dimensions(curve.stream), curve.stream.unit.rawValue,
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

  private static func dimensions(_ stream: MetricStream) -> String {
    stream.metric.dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}

extension MetricStream {
  var json: JSONValue {
    [
      "namespace": .string(metric.namespace), "name": .string(metric.name), "unit": .string(unit.rawValue),
      "dimensions": .object(JSONObject(metric.dimensions.map { ($0.name, .string($0.value)) })),
    ]
  }
}

extension MetricCurve {
  var json: JSONValue {
    var object = stream.json.objectValue ?? [:]
    object["statistic"] = .string(statistic.description)
    object["periodSeconds"] = .int(period)
    object["values"] = .array(
      values.map {
        ["at": .string(Timestamp.text($0.start)), "value": .double($0.value), "partial": .bool($0.start >= filling)]
      })
    return .object(object)
  }
}
