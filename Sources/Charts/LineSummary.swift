import Canvas
import Foundation

/// Says a line chart in one sentence, for readers who cannot see it or have no time to.
enum LineSummary {
  static func text(_ series: [LineSeries], format: ValueFormat, partialFrom: Date?) -> String {
    guard let first = series.first else { return "No data." }
    let complete = first.points.filter { point in partialFrom.map { point.moment < $0 } ?? true }
    let known = complete.compactMap { point in point.value.map { (point.moment, $0) } }
    guard let start = known.first, let end = known.last else { return "\(first.name): no data." }
    var parts = ["\(first.name) \(movement(start, end, format))"]
    if let low = known.min(by: { $0.1 < $1.1 }), let high = known.max(by: { $0.1 < $1.1 }), low.1 < high.1 {
      parts.append(
        "lowest \(format.short(low.1)) on \(TimeAxis.dayText(low.0)), highest \(format.short(high.1)) on "
          + TimeAxis.dayText(high.0))
    }
    let missing = complete.count - known.count
    if missing > 0 { parts.append("\(missing) missing") }
    if complete.count < first.points.count { parts.append("the last bucket is not complete") }
    if series.count > 1 { parts.append("compared with \(series.dropFirst().map(\.name).joined(separator: ", "))") }
    return parts.joined(separator: "; ") + "."
  }

  private static func movement(_ start: (Date, Double), _ end: (Date, Double), _ format: ValueFormat) -> String {
    let (from, to) = (format.short(start.1), format.short(end.1))
    if start.0 == end.0 { return "was \(to) on \(TimeAxis.dayText(end.0))" }
    let verb = from == to ? "stayed at \(to)" : end.1 > start.1 ? "rose from \(from)" : "fell from \(from)"
    guard from != to else { return "\(verb) from \(TimeAxis.dayText(start.0)) to \(TimeAxis.dayText(end.0))" }
    return "\(verb) on \(TimeAxis.dayText(start.0)) to \(to) on \(TimeAxis.dayText(end.0))"
  }
}
