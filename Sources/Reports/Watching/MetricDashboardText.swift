import Canvas
import Charts
import Clocks
import Foundation
import JSON
import Metrics
import Operations
import Presentation
import Words

/// A dashboard of metrics as lines of text.
package enum MetricDashboardText {
  package static func lines(_ page: MetricDashboardPage, _ text: Page) -> [StyledLine] {
    let head =
      StyledLine(page.title, .title)
      + StyledLine(
        "  \(MomentText.minutes(page.range.lowerBound, text)) to \(MomentText.minutes(page.range.upperBound, text))",
        .dim)
    return [head] + page.widgets.flatMap { [""] + lines($0, text) }
  }

  private static func lines(_ widget: MetricWidgetChart, _ page: Page) -> [StyledLine] {
    let unit = widget.unit == .none ? "" : "\(widget.unit.rawValue), "
    let head =
      StyledLine(widget.title, .title)
      + StyledLine("  \(unit)periods of \(AgeText.duration(Double(widget.period)))", .dim)
    var table = TextTable(
      [.init("series", isFlexible: true)] + ["newest", "min", "max", "mean"].map { .init($0, .right) }, indent: 2)
    for series in widget.series {
      let values = series.values.map(\.value)
      guard let newest = series.values.last, let least = values.min(), let most = values.max() else {
        table.add([StyledLine("\(series.name): \(series.absence ?? "no value in this time")", .dim)])
        continue
      }
      let mean = values.reduce(0, +) / Double(values.count)
      let figures = [newest.value, least, most, mean].map(NumberText.compact)
      let partial = newest.start >= widget.filling ? " so far" : ""
      table.add(
        [StyledLine(series.name), StyledLine(figures[0] + partial)] + figures.dropFirst().map { StyledLine($0) })
    }
    return [head] + table.lines(page)
  }
}

extension MetricDashboardPage {
  package var json: JSONValue {
    [
      "name": .string(name), "title": .string(title), "description": .optional(description),
      "from": .string(Timestamp.text(range.lowerBound)), "to": .string(Timestamp.text(range.upperBound)),
      "widgets": .array(widgets.map(\.json)),
      "dashboards": .array(all.map { .string($0.name) }),
    ]
  }
}

extension MetricWidgetChart {
  fileprivate var json: JSONValue {
    [
      "title": .string(title), "kind": .string(kind.rawValue), "unit": .string(unit.rawValue),
      "periodSeconds": .int(period), "thresholds": .array(thresholds.map { .double($0) }),
      "series": .array(
        series.map { series in
          [
            "name": .string(series.name), "absence": .optional(series.absence),
            "values": .array(
              series.values.map {
                [
                  "at": .string(Timestamp.text($0.start)), "value": .double($0.value),
                  "partial": .bool($0.start >= filling),
                ]
              }),
          ]
        }),
      "band": .array(
        band.map {
          [
            "at": .string(Timestamp.text($0.start)), "lower": .double($0.limits.lowerBound),
            "upper": .double($0.limits.upperBound),
          ]
        }),
    ]
  }
}
