import Canvas
import Foundation

/// Says a line chart in one sentence, for readers who cannot see it or have no time to.
enum LineSummary {
  static func text(_ series: [LineSeries], format: ValueFormat, isPartial: (Date) -> Bool) -> String {
    guard let first = series.first else { return "No data." }
    let complete = first.points.filter { !isPartial($0.moment) }
    let known = complete.compactMap { point in point.value.map { (point.moment, $0) } }
    guard let start = known.first, let end = known.last else { return begun(series, format) }
    var parts = ["\(first.name) \(movement(start, end, format))"]
    if let low = known.min(by: { $0.1 < $1.1 }), let high = known.max(by: { $0.1 < $1.1 }), low.1 < high.1 {
      parts.append(
        "lowest \(format.short(low.1)) on \(TimeAxis.dayText(low.0)), highest \(format.short(high.1)) on "
          + TimeAxis.dayText(high.0))
    }
    let missing = complete.count - known.count
    if missing > 0 { parts.append("\(missing) missing") }
    if let last = first.points.last, isPartial(last.moment) { parts.append("the last bucket is not complete") }
    if let start = first.points.first, first.points.count > 1, isPartial(start.moment) {
      parts.append("the first bucket is not complete")
    }
    if series.count > 1 { parts.append("compared with \(compared(series.dropFirst(), format))") }
    return parts.joined(separator: "; ") + "."
  }

  /// No bucket of the first one is complete.
  private static func begun(_ series: [LineSeries], _ format: ValueFormat) -> String {
    guard let value = series[0].points.last(where: { $0.value != nil })?.value else {
      return "\(series[0].name): no data."
    }
    let others = series.count > 1 ? "; compared with \(compared(series.dropFirst(), format))" : ""
    return "\(series[0].name) is \(format.short(value)) in a bucket that is not complete\(others)."
  }

  /// The others with where they ended.
  private static func compared(_ series: ArraySlice<LineSeries>, _ format: ValueFormat) -> String {
    series.map { series in
      let last = series.points.last { $0.value != nil }?.value
      return series.name + (last.map { " (last \(format.short($0)))" } ?? " (no data)")
    }.joined(separator: ", ")
  }

  private static func movement(_ start: (Date, Double), _ end: (Date, Double), _ format: ValueFormat) -> String {
    let (from, to) = (format.short(start.1), format.short(end.1))
    if start.0 == end.0 { return "was \(to) on \(TimeAxis.dayText(end.0))" }
    let verb = from == to ? "stayed at \(to)" : end.1 > start.1 ? "rose from \(from)" : "fell from \(from)"
    guard from != to else { return "\(verb) from \(TimeAxis.dayText(start.0)) to \(TimeAxis.dayText(end.0))" }
    return "\(verb) on \(TimeAxis.dayText(start.0)) to \(to) on \(TimeAxis.dayText(end.0))"
  }
}
